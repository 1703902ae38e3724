import { civilDay, daysOfMonth, dayTitle, type Day, type MonthText, weekday, weekdayTitle } from '../../shared/days';
import styles from './Calendar.module.css';
import { type DayState, type SpecialDay, stateOf, workdaysOf } from './year';

interface Props {
  month: MonthText;
  special: ReadonlyMap<Day, SpecialDay>;
  published: boolean;
}

const HEADS = ['一', '二', '三', '四', '五', '六', '日'];
const SAID: Record<DayState, string> = { WORKDAY: '上班', WEEKEND: '周末休息', HOLIDAY: '放假', WORKDAY_SHIFT: '调休上班' };

/** A month at a glance; each day says by colour and sign what it is, and by name for whoever cannot see. */
export function MonthSheet({ month, special, published }: Props) {
  const today = civilDay();
  const lead = (weekday(`${month}-01`) + 6) % 7;
  return (
    <section className={`panel ${styles.month ?? ''}`} aria-label={`${Number(month.slice(5))}月`}>
      <h2>
        {Number(month.slice(5))}月{published && <span>{workdaysOf(month, special)} 个工作日</span>}
      </h2>
      <ol className={styles.grid}>
        {HEADS.map((head) => (
          <li key={head} className={styles.head} aria-hidden="true">
            {head}
          </li>
        ))}
        {daysOfMonth(month).map((day, index) => {
          const state = stateOf(day, special);
          const said = nameOf(day, state, special.get(day)?.name, published);
          return (
            <li
              key={day}
              className={styles.day}
              data-state={state}
              data-today={day === today || undefined}
              style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
              title={said}
            >
              <span aria-hidden="true" className="numeric">
                {Number(day.slice(8))}
              </span>
              {state === 'HOLIDAY' && <i aria-hidden="true">休</i>}
              {state === 'WORKDAY_SHIFT' && <i aria-hidden="true">班</i>}
              <span className="visually-hidden">{said}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function nameOf(day: Day, state: DayState, holiday: string | undefined, published: boolean): string {
  const when = `${dayTitle(day)}，${weekdayTitle(day)}`;
  if (!published) return when;
  return holiday === undefined ? `${when}，${SAID[state]}` : `${when}，${holiday}，${SAID[state]}`;
}
