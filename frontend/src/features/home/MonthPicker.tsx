import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { civilDay, type MonthText, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import styles from './MonthPicker.module.css';

interface Props {
  month: MonthText;
  change: (month: MonthText) => void;
  /** The last month that may be chosen; the present one without it. */
  until?: MonthText;
}

/** One month back, one ahead, or any; nothing lies beyond the last. */
export function MonthPicker({ month, change, until = monthOf(civilDay()) }: Props) {
  return (
    <div className={styles.picker} role="group" aria-label="选择月份">
      <Button
        aria-label={`上一个月，${monthTitle(shiftMonth(month, -1))}`}
        onClick={() => {
          change(shiftMonth(month, -1));
        }}
      >
        ‹
      </Button>
      <DatePicker
        picker="month"
        aria-label="月份"
        value={dayjs(`${month}-01`)}
        format="YYYY年M月"
        allowClear={false}
        inputReadOnly
        suffixIcon={null}
        disabledDate={(day) => day.format('YYYY-MM') > until}
        onChange={(day) => {
          if (day && !Array.isArray(day)) change(day.format('YYYY-MM'));
        }}
      />
      <Button
        aria-label={`下一个月，${monthTitle(shiftMonth(month, 1))}`}
        disabled={month >= until}
        onClick={() => {
          change(shiftMonth(month, 1));
        }}
      >
        ›
      </Button>
    </div>
  );
}
