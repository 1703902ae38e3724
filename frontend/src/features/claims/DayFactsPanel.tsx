import type { ReactNode } from 'react';
import { type Day, monthOf, monthTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Failure, Loading } from '../../shared/States';
import { dayName, daysOnDuty, LEAVE_NAMES } from '../../shared/words';
import styles from './Claims.module.css';
import { DaysStrip } from './DaysStrip';
import { actLine, claimsInMonth } from './facts';
import { leaveSpan } from './terms';
import { type DayFacts, useDayFacts } from './useDayFacts';

/** Whatever else is known of the day: the days around it, check-ins, log, leave, night, and earlier claims. */
export function DayFactsPanel({ postingId, day }: { postingId: string; day: Day }) {
  const { value: facts, words, again } = useDayFacts(postingId, day);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!facts) return <Loading rows={5} label="正在读取当天情况" />;
  return (
    <div className={styles.facts}>
      <DaysStrip day={day} days={facts.days} />
      <dl className={item.facts}>
        <Fact title="当天考勤">{attendanceOf(facts, day)}</Fact>
        <Fact title="签到">{actsOf(facts, day)}</Fact>
        {facts.posting.workLogs !== undefined && <Fact title="工作日志">{logOf(facts, day)}</Fact>}
        {facts.leaves !== undefined && <Fact title="请假外出">{leavesOf(facts)}</Fact>}
        <Fact title="当晚">{nightOf(facts, day)}</Fact>
        <Fact title={monthTitle(monthOf(day))}>{monthWords(facts, day)}</Fact>
      </dl>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

function attendanceOf({ days }: DayFacts, day: Day): string {
  const was = days.get(day);
  if (!was) return '没有记录';
  const by = was.approved ? '（由批准的请假或外出写明）' : was.registered ? '（由村、乡镇登记或裁定）' : '';
  return dayName(was.status, was.afternoon) + by;
}

function actsOf({ days }: DayFacts, day: Day): ReactNode {
  const acts = days.get(day)?.acts ?? [];
  if (acts.length === 0) return '没有签到';
  return (
    <ul>
      {acts.map((act) => (
        <li key={act.at}>
          {actLine(act)}
          {act.note !== null && `；备注：${act.note}`}
        </li>
      ))}
    </ul>
  );
}

function logOf({ posting }: DayFacts, day: Day): string {
  const log = posting.workLogs?.find((one) => one.day === day);
  if (!log) return '没有写';
  return log.place === null ? log.content : `${log.content}（地点：${log.place}）`;
}

function leavesOf({ leaves }: DayFacts): ReactNode {
  const there = leaves?.filter((one) => one.state !== 'WITHDRAWN' && one.state !== 'REJECTED') ?? [];
  if (there.length === 0) return '没有';
  return there.map((one) => `${LEAVE_NAMES[one.kind]} ${leaveSpan(one)}，${one.approvedAt === null ? '待审批' : '已批准'}`).join('；');
}

function nightOf({ posting }: DayFacts, day: Day): string {
  const night = posting.nights?.find((one) => one.night === day);
  if (!night) return '没有夜宿记录';
  const by = night.source === 'CHECK_IN' ? '夜间签到' : '登记';
  return night.spent ? `在村过夜（${by}）` : '登记为不在村过夜';
}

function monthWords({ posting }: DayFacts, day: Day): string {
  const { count, words } = claimsInMonth(posting.backfillRequests ?? [], day);
  const claimed = count === 0 ? '没有申请过补签' : `申请补签 ${count} 次：${words}`;
  return `到岗 ${daysOnDuty(posting.month)} 天，${claimed}`;
}
