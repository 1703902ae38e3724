import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, type Day, monthOf, shiftMonth, weekdayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { useReading } from '../../shared/useReading';
import { dayName } from '../../shared/words';
import styles from './Leave.module.css';
import { LEAVE_DAYS } from './operations';
import type { Leave } from './standing';
import { nearDay } from './stretch';

const MOST_MONTHS = 4;

/** What attendance keeps for the days of approved leave; days that it does not know yet are not shown. */
export function DaysLaid({ leave }: { leave: Leave }) {
  const client = useClient();
  const { id, fromDay, toDay } = leave;
  const read = useCallback(async () => {
    const answers = await Promise.all(
      monthsOf(fromDay, toDay).map((month) => ask(client, LEAVE_DAYS, { id, month })),
    );
    return answers
      .flatMap((answer) => answer.leave?.posting.attendanceDays ?? [])
      .filter(({ day }) => day >= fromDay && day <= toDay);
  }, [client, id, fromDay, toDay]);
  const { value: days, words } = useReading(read);
  const today = civilDay();
  return (
    <section aria-label="记入考勤">
      <h3>记入考勤</h3>
      {days === undefined && <p className={item.note}>{words ?? '正在读取…'}</p>}
      {days?.length === 0 && <p className={item.note}>还没有记入考勤的日子。</p>}
      <ul className={styles.rows}>
        {days?.map(({ day, status, afternoon }) => (
          <li key={day}>
            <span className="numeric">
              {nearDay(day, today)} {weekdayTitle(day)}
            </span>
            <span>{dayName(status, afternoon)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The months of a stretch, the first few of them. */
function monthsOf(from: Day, to: Day): string[] {
  const months = [monthOf(from)];
  while (months.length < MOST_MONTHS) {
    const next = shiftMonth(months.at(-1) ?? monthOf(from), 1);
    if (next > monthOf(to)) break;
    months.push(next);
  }
  return months;
}
