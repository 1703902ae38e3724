import { useState } from 'react';
import { useQuery } from 'urql';
import type { Day } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { MonthCalendar } from '../../shared/MonthCalendar';
import { Failure, Loading } from '../../shared/States';
import { may, useSession } from '../session/session';
import { DayDetail } from './DayDetail';
import { POSTING_MONTH } from './operations';
import styles from './Postings.module.css';
import type { Posting } from './rows';

/** One person's month, day by day, and the log of the chosen day. */
export function PostingMonth({ posting, month }: { posting: Posting; month: string }) {
  const { viewer } = useSession();
  const [day, setDay] = useState<Day>();
  const [{ data, error }, again] = useQuery({
    query: POSTING_MONTH,
    variables: { id: posting.id, month, logs: may(viewer, 'worklog:read') },
    requestPolicy: 'cache-and-network',
  });
  if (error) {
    return (
      <Failure
        words={wordsOf(error)}
        retry={() => {
          again({ requestPolicy: 'network-only' });
        }}
      />
    );
  }
  if (!data) return <Loading rows={3} label="正在读取逐日情况" />;
  const days = data.posting?.attendanceDays ?? [];
  const logs = data.posting?.workLogs ?? [];
  return (
    <div className={styles.month}>
      <MonthCalendar
        month={month}
        from={posting.startDate}
        to={posting.endDate ?? null}
        days={days}
        logged={logs.map((log) => log.day)}
        chosen={day}
        choose={setDay}
      />
      <DayDetail
        day={day}
        attendance={days.find((one) => one.day === day)}
        log={logs.find((one) => one.day === day)}
        hint="点击日历上的一天，查看当天的签到和日志。"
      />
    </div>
  );
}
