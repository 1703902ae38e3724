import type { AttendanceStatus } from '../gql/graphql';
import { civilDay, type Day, daysOfMonth, dayTitle, type MonthText, monthTitle, weekday } from './days';
import styles from './MonthCalendar.module.css';
import { dayName } from './words';

interface Props {
  month: MonthText;
  /** The first day in post, and the last or null. */
  from: Day;
  to: Day | null;
  days: readonly { day: Day; status: AttendanceStatus; afternoon?: AttendanceStatus | null }[];
  logged: readonly Day[];
  chosen: Day | undefined;
  choose: (day: Day) => void;
}

const HEADS = ['一', '二', '三', '四', '五', '六', '日'];

/** A month of days: what each one was, and whether its log is written. */
export function MonthCalendar({ month, from, to, days, logged, chosen, choose }: Props) {
  const today = civilDay();
  const known = new Map(days.map((one) => [one.day, one]));
  const withLog = new Set(logged);
  const all = daysOfMonth(month);
  const lead = (weekday(`${month}-01`) + 6) % 7;
  return (
    <div className={styles.calendar}>
      <ol className={styles.grid} aria-label={`${monthTitle(month)}逐日`}>
        {HEADS.map((head) => (
          <li key={head} className={styles.head} aria-hidden="true">
            {head}
          </li>
        ))}
        {all.map((day, index) => {
          const was = known.get(day);
          const outside = day > today || day < from || (to !== null && day > to);
          const onDuty = was?.status === 'ON_DUTY' || was?.afternoon === 'ON_DUTY';
          return (
            <li key={day} style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}>
              <button
                type="button"
                className={styles.day}
                data-state={outside ? 'OUTSIDE' : (was?.status ?? 'NONE')}
                data-afternoon={outside ? undefined : (was?.afternoon ?? undefined)}
                data-today={day === today || undefined}
                aria-pressed={day === chosen}
                aria-label={outside ? dayTitle(day) : nameOf(day, was, withLog.has(day))}
                disabled={outside}
                onClick={() => {
                  choose(day);
                }}
              >
                <span className="numeric">{Number(day.slice(8))}</span>
                <i data-log={withLog.has(day)} data-due={onDuty && !withLog.has(day)} />
              </button>
            </li>
          );
        })}
      </ol>
      <p className={styles.legend} aria-hidden="true">
        <span data-state="ON_DUTY">到岗</span>
        <span data-state="LEAVE">请假/公出</span>
        <span data-state="ABSENT">缺勤</span>
        <span data-state="NONE">无记录</span>
        <span data-dot="log">有日志</span>
        <span data-dot="due">缺日志</span>
      </p>
    </div>
  );
}

function nameOf(day: Day, was: Props['days'][number] | undefined, log: boolean): string {
  const status = was ? dayName(was.status, was.afternoon) : '无记录';
  return `${dayTitle(day)}，${status}，${log ? '有日志' : '没有日志'}`;
}
