import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { type Day, dayTitle, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { useLive } from '../entries/useLive';
import { useStore } from '../entries/useStore';
import { MISSING_LOGS } from './operations';
import styles from './WorkLogs.module.css';

interface Props {
  postingId: string;
  day: Day;
  today: Day;
  /** How many logs of the month are written: another number, another answer. */
  written: number;
  change: (day: Day) => void;
}

/** Until the sheets are sealed, the month before may still be made up for. */
const STILL_EARLY = 10;

/** The days on duty that have no log, not even one that waits to be sent, each one tap away: of the month, and early in it of the one before. */
export function MissingDays({ postingId, day, today, written, change }: Props) {
  const client = useClient();
  const month = monthOf(day);
  const early = month === monthOf(today) && Number(today.slice(8)) <= STILL_EARLY;
  const read = useCallback(async () => {
    const months = [...(early ? [shiftMonth(month, -1)] : []), month];
    const answers = await Promise.all(months.map((one) => ask(client, MISSING_LOGS, { postingId, month: one })));
    return { days: answers.flatMap(({ missingLogs }) => missingLogs), written };
  }, [client, postingId, month, early, written]);
  const { value: found } = useReading(read);
  const store = useStore();
  const waiting = useLive(useCallback(() => store.logs.where({ state: 'WAITING' }).primaryKeys(), [store]));
  const days = (found?.days ?? []).filter((one) => one !== today && waiting?.includes(one) !== true);
  if (days.length === 0) return null;
  const when = early ? '最近' : month === monthOf(today) ? '本月' : monthTitle(month);
  return (
    <div className={styles.missing} role="group" aria-label="缺日志的日子">
      <p>
        {when}在岗却没有日志的还有 <b className="numeric">{days.length}</b> 天，点一天补写：
      </p>
      <div className={styles.chips}>
        {days.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === day}
            onClick={() => {
              change(one);
            }}
          >
            {dayTitle(one)}
          </button>
        ))}
      </div>
    </div>
  );
}
