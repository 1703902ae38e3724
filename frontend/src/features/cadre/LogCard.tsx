import { Button } from 'antd';
import { type Day, dayTitle, monthOf } from '../../shared/days';
import { Loading } from '../../shared/States';
import styles from './Cadre.module.css';
import { LogForm } from './LogForm';
import { useMyMonth } from './useMyMonth';

interface Props {
  today: Day;
  day: Day;
  change: (day: Day) => void;
}

/** The log of today, or of an earlier day that was chosen in the month. */
export function LogCard({ today, day, change }: Props) {
  const [{ data }] = useMyMonth(monthOf(day));
  const log = data?.myPosting?.workLogs?.find((one) => one.day === day);
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
      {data ? (
        <LogForm day={day} log={log} />
      ) : (
        <Loading rows={3} label="正在读取日志" />
      )}
    </section>
  );
}
