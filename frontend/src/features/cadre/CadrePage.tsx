import { useCallback, useEffect, useRef, useState } from 'react';
import { civilDay, clockTime, type Day, dayTitle, monthOf } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { Empty, Failure, Loading } from '../../shared/States';
import { LEVEL_NAMES, placeWithin, ROLE_NAMES } from '../../shared/words';
import { Outbox } from '../entries/Outbox';
import { useArrivals } from '../entries/useArrivals';
import { useStore } from '../entries/useStore';
import { MyQuestions } from '../cases/MyQuestions';
import { useSession } from '../session/session';
import styles from './Cadre.module.css';
import { CheckInCard } from './CheckInCard';
import { LogCard } from './LogCard';
import { MonthCard } from './MonthCard';
import { Undecided } from './Undecided';
import { useMyMonth } from './useMyMonth';

/** A cadre's own page: today's check-in and log, what is still on the phone, and the month. */
export function CadrePage() {
  const { viewer } = useSession();
  const today = civilDay();
  const [logDay, setLogDay] = useState<Day>(today);
  const logPlace = useRef<HTMLDivElement>(null);
  const [{ data, error, asOf }, again] = useMyMonth(monthOf(today));
  const anew = useCallback(() => {
    again({ requestPolicy: 'network-only' });
  }, [again]);
  useArrivals(useStore(), anew);
  useEffect(() => {
    window.addEventListener('online', anew);
    return () => {
      window.removeEventListener('online', anew);
    };
  }, [anew]);
  if (error) {
    return (
      <div className={styles.page}>
        <Outbox />
        <div className="panel">
          <Failure
            words={wordsOf(error)}
            retry={anew}
          />
        </div>
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
  const write = (day: Day) => {
    setLogDay(day);
    logPlace.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  };
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
      {asOf !== undefined && <AsOf at={asOf} today={today} />}
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
      <Outbox openLog={write} />
      <Undecided posting={posting} />
      <MyQuestions />
      <div ref={logPlace} className={styles.logPlace}>
        <LogCard key={logDay} today={today} day={logDay} change={setLogDay} />
      </div>
      <MonthCard today={today} write={write} />
    </div>
  );
}

/** That the page is not of this moment. */
function AsOf({ at, today }: { at: string; today: Day }) {
  const day = civilDay(new Date(at));
  return (
    <p className={styles.asOf} role="status">
      没有网络，以下是{day === today ? '今天' : dayTitle(day)} {clockTime(at)} 的内容。签到、写日志照常，有网络后自动发出。
    </p>
  );
}

function term(start: Day, end: Day | null | undefined): string {
  const from = start.replaceAll('-', '.');
  return end ? `${from} 至 ${end.replaceAll('-', '.')}` : `${from} 起`;
}
