import type { DayActsFragment } from '../../gql/graphql';
import { civilDay, clockTime, type Day, weekdayTitle } from '../../shared/days';
import { dayName } from '../../shared/words';
import styles from './Claims.module.css';
import { daysAround } from './facts';

interface Props {
  day: Day;
  days: ReadonlyMap<Day, DayActsFragment>;
}

/** The days before and after one, and what each was. */
export function DaysStrip({ day, days }: Props) {
  return (
    <ol className={styles.strip} aria-label="前后几天">
      {daysAround(day, civilDay()).map((one) => {
        const was = days.get(one);
        const first = was?.acts[0];
        return (
          <li key={one} data-state={was?.status ?? 'NONE'} data-chosen={one === day || undefined}>
            <time dateTime={one}>{`${Number(one.slice(5, 7))}/${Number(one.slice(8))}`}</time>
            <span className={styles.weekday}>{weekdayTitle(one).replace('星期', '周')}</span>
            <b>{was ? dayName(was.status, was.afternoon) : '无记录'}</b>
            <span className="numeric">{first ? clockTime(first.at) : '—'}</span>
          </li>
        );
      })}
    </ol>
  );
}
