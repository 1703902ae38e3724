import { Button } from 'antd';
import { useState } from 'react';
import { type Day, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { MonthCalendar } from '../../shared/MonthCalendar';
import { Failure, Loading } from '../../shared/States';
import { DayDetail } from '../postings/DayDetail';
import styles from './Cadre.module.css';
import { type MyDay, useMyMonth } from './useMyMonth';
import { daysOnDuty } from '../../shared/words';

/** One's own month of days; `write` opens the log of an earlier day. */
export function MonthCard({ today, write }: { today: Day; write: (day: Day) => void }) {
  const [month, setMonth] = useState(monthOf(today));
  const [day, setDay] = useState<Day>();
  const [{ data, error }, again] = useMyMonth(month);
  const posting = data?.myPosting;
  const move = (by: number) => {
    setMonth(shiftMonth(month, by));
    setDay(undefined);
  };
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="month">
      <div className={styles.cardTitle}>
        <h2 id="month">{monthTitle(month)}</h2>
        <span className={styles.turn}>
          <Button
            size="small"
            aria-label="上一个月"
            onClick={() => {
              move(-1);
            }}
          >
            ‹
          </Button>
          <Button
            size="small"
            aria-label="下一个月"
            disabled={month >= monthOf(today)}
            onClick={() => {
              move(1);
            }}
          >
            ›
          </Button>
        </span>
      </div>
      {error && (
        <Failure
          words={wordsOf(error)}
          retry={() => {
            again({ requestPolicy: 'network-only' });
          }}
        />
      )}
      {!error && !posting && <Loading rows={5} label="正在读取本月" />}
      {posting && (
        <>
          <p className={styles.sum}>
            到岗 <b className="numeric">{daysOnDuty(posting.month)}</b> 天 · 夜宿{' '}
            <b className="numeric">{posting.nights?.filter((one) => one.spent).length ?? 0}</b> 夜 · 日志{' '}
            <b className="numeric">{posting.month?.logDays ?? 0}</b> 篇
          </p>
          <MonthCalendar
            month={month}
            from={posting.startDate}
            to={posting.endDate ?? null}
            days={posting.attendanceDays ?? []}
            logged={posting.workLogs?.map((log) => log.day) ?? []}
            chosen={day}
            choose={setDay}
          />
          <div className={styles.detail}>
            <DayDetail
              day={day}
              attendance={posting.attendanceDays?.find((one) => one.day === day)}
              log={posting.workLogs?.find((one) => one.day === day)}
              hint="点一天，看当天的签到和日志。"
            />
            <DayRemarks
              day={posting.attendanceDays?.find((one) => one.day === day)}
              slept={posting.nights?.some((one) => one.night === day && one.spent) ?? false}
            />
            {day !== undefined && (
              <Button
                size="small"
                onClick={() => {
                  write(day);
                }}
              >
                写这天的日志
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** What else the service says of the chosen day: the half that is known, lateness, and the night. */
function DayRemarks({ day, slept }: { day: MyDay | undefined; slept: boolean }) {
  const remarks = [
    day?.part === 'MORNING' && '只有上午有记录',
    day?.part === 'AFTERNOON' && '只有下午有记录',
    day?.late && '签到是过后补传的',
    slept && '当晚在村住宿',
  ].filter((one) => typeof one === 'string');
  return remarks.length === 0 ? null : <p className={styles.quiet}>{remarks.join(' · ')}</p>;
}
