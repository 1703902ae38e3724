import { useRef, useState } from 'react';
import { civilDay, type Day, monthOf } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { Empty, Failure, Loading } from '../../shared/States';
import { LEVEL_NAMES, placeWithin, ROLE_NAMES } from '../../shared/words';
import { useSession } from '../session/session';
import styles from './Cadre.module.css';
import { CheckInCard } from './CheckInCard';
import { LogCard } from './LogCard';
import { MonthCard } from './MonthCard';
import { useMyMonth } from './useMyMonth';

/** A cadre's own page: today's check-in and log, and the month. */
export function CadrePage() {
  const { viewer } = useSession();
  const today = civilDay();
  const [logDay, setLogDay] = useState<Day>(today);
  const logPlace = useRef<HTMLDivElement>(null);
  const [{ data, error }, again] = useMyMonth(monthOf(today));
  if (error && !data) {
    return (
      <div className="panel">
        <Failure
          words={wordsOf(error)}
          retry={() => {
            again({ requestPolicy: 'network-only' });
          }}
        />
      </div>
    );
  }
  if (!data) {
    return (
      <div className="panel">
        <Loading rows={6} label="正在读取我的任职" />
      </div>
    );
  }
  const posting = data.myPosting;
  if (!posting) {
    return (
      <div className="panel">
        <Empty title="还没有您的任职">任职登记后即可签到和写日志。请联系本级组织部门。</Empty>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <header className={styles.who}>
        <h1>
          {posting.cadre.name} <span>{ROLE_NAMES[posting.role]}</span>
        </h1>
        <p>{placeWithin(posting.placeName, viewer.tenant.name)}</p>
        <p className={styles.quiet}>
          {posting.sendingUnit.name} · {LEVEL_NAMES[posting.dispatchLevel]} · {term(posting.startDate, posting.plannedEnd)}
        </p>
      </header>
      <CheckInCard today={today} day={posting.attendanceDays?.find((one) => one.day === today)} />
      <div ref={logPlace} className={styles.logPlace}>
        <LogCard key={logDay} today={today} day={logDay} change={setLogDay} />
      </div>
      <MonthCard
        today={today}
        write={(day) => {
          setLogDay(day);
          logPlace.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
        }}
      />
    </div>
  );
}

function term(start: Day, end: Day | null | undefined): string {
  const from = start.replaceAll('-', '.');
  return end ? `${from} 至 ${end.replaceAll('-', '.')}` : `${from} 起`;
}
