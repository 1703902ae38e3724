import { Button } from 'antd';
import { type Day, dayTitle, monthOf } from '../../shared/days';
import { Loading } from '../../shared/States';
import { MissingDays } from '../worklogs/MissingDays';
import { useDesk } from '../worklogs/useDesk';
import styles from './Cadre.module.css';
import { LogForm } from './LogForm';
import { useMyMonth } from './useMyMonth';

interface Props {
  today: Day;
  day: Day;
  change: (day: Day) => void;
}

/** The log of today, or of an earlier day that was chosen in the month or among those that lack one. */
export function LogCard({ today, day, change }: Props) {
  const [{ data }] = useMyMonth(monthOf(day));
  const desk = useDesk(day);
  const posting = data?.myPosting;
  const log = posting?.workLogs?.find((one) => one.day === day);
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="log">
      <div className={styles.cardTitle}>
        <h2 id="log">{day === today ? '今天的工作日志' : `${dayTitle(day)}的工作日志`}</h2>
        {day === today ? (
          data && <span className={log ? styles.done : styles.open}>{log ? '已写' : '还没写'}</span>
        ) : (
          <Button
            size="small"
            onClick={() => {
              change(today);
            }}
          >
            回到今天
          </Button>
        )}
      </div>
      {posting && (
        <MissingDays
          postingId={posting.id}
          day={day}
          today={today}
          written={posting.workLogs?.length ?? 0}
          change={change}
        />
      )}
      {data ? (
        <LogForm day={day} log={log} desk={desk} />
      ) : (
        <Loading rows={3} label="正在读取日志" />
      )}
    </section>
  );
}
