import { Button } from 'antd';
import { type Day, dayTitle } from '../../shared/days';
import { DayField } from '../acts/DayField';
import { shiftDay } from '../claims/facts';
import styles from './Day.module.css';

interface Props {
  day: Day;
  /** The last day that may be chosen: today. */
  until: Day;
  change: (day: Day) => void;
}

/** One day back, one ahead, or any that is typed; nothing lies beyond today. */
export function DayPicker({ day, until, change }: Props) {
  const before = shiftDay(day, -1);
  const after = shiftDay(day, 1);
  return (
    <div className={styles.picker} role="group" aria-label="选择日期">
      <Button
        className={styles.step ?? ''}
        aria-label={`前一天，${dayTitle(before)}`}
        onClick={() => {
          change(before);
        }}
      >
        ‹
      </Button>
      <span className={styles.typed}>
        <DayField
          aria-label="日期"
          value={day}
          until={until}
          onChange={(chosen) => {
            change(chosen ?? until);
          }}
        />
      </span>
      <Button
        className={styles.step ?? ''}
        aria-label={`后一天，${dayTitle(after)}`}
        disabled={day >= until}
        onClick={() => {
          change(after);
        }}
      >
        ›
      </Button>
      {day !== until && (
        <Button
          onClick={() => {
            change(until);
          }}
        >
          回到今天
        </Button>
      )}
    </div>
  );
}
