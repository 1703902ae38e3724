import { Button } from 'antd';
import { useCallback, useEffect } from 'react';
import { type Day, dayTitle, monthOf } from '../../shared/days';
import { Loading } from '../../shared/States';
import { onPhone, type OnPhone } from '../entries/logs';
import { useLive } from '../entries/useLive';
import { useStore } from '../entries/useStore';
import { MissingDays } from '../worklogs/MissingDays';
import { useDesk } from '../worklogs/useDesk';
import styles from './Cadre.module.css';
import { LogSheet } from './LogSheet';
import { type MyLog, useMyMonth } from './useMyMonth';

interface Props {
  today: Day;
  day: Day;
  change: (day: Day) => void;
}

/** The log of today, or of an earlier day that was chosen in the month or among those that lack one. */
export function LogCard({ today, day, change }: Props) {
  const [{ data }] = useMyMonth(monthOf(day));
  const { value: desk, again } = useDesk(day);
  const store = useStore();
  const phone = useLive(useCallback(() => onPhone(store, day), [store, day]));
  const arrived = phone?.sent?.version;
  useEffect(() => {
    // What it opened and settled is known only now.
    if (arrived !== undefined) again();
  }, [arrived, again]);
  const posting = data?.myPosting;
  const log = posting?.workLogs?.find((one) => one.day === day);
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="log">
      <div className={styles.cardTitle}>
        <h2 id="log">{day === today ? '今天的工作日志' : `${dayTitle(day)}的工作日志`}</h2>
        <span className={styles.aside}>
          {data && <State phone={phone} log={log} />}
          {day !== today && (
            <Button
              size="small"
              onClick={() => {
                change(today);
              }}
            >
              回到今天
            </Button>
          )}
        </span>
      </div>
      {posting && (
        <MissingDays postingId={posting.id} day={day} today={today} written={posting.workLogs?.length ?? 0} change={change} />
      )}
      {data ? <LogSheet day={day} log={log} desk={desk} phone={phone} /> : <Loading rows={3} label="正在读取日志" />}
    </section>
  );
}

function State({ phone, log }: { phone: OnPhone | undefined; log: MyLog | undefined }) {
  if (phone?.kept?.state === 'REFUSED') return <span className={styles.open}>没有收下</span>;
  if (phone?.draft) return <span className={styles.keptHere}>没写完</span>;
  if (phone?.kept) return <span className={styles.keptHere}>已记下，待发出</span>;
  return <span className={log ? styles.done : styles.open}>{log ? '已写' : '还没写'}</span>;
}
