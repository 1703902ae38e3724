import type { PersonAbsencesQuery, PersonMonthQuery } from '../../gql/graphql';
import { clockTime, type Day, dayTitle, momentTitle } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import styles from './Detail.module.css';

type Posting = NonNullable<PersonMonthQuery['posting']>;
export type DayOf = NonNullable<Posting['attendanceDays']>[number];
type Night = NonNullable<Posting['nights']>[number];
type Around = NonNullable<PersonAbsencesQuery['posting']>;
type Leave = NonNullable<Around['leaves']>['nodes'][number];
type Claim = NonNullable<Around['backfillRequests']>[number];

interface Props {
  day: Day;
  attendance: DayOf | undefined;
  night: Night | undefined;
  leaves: readonly Leave[];
  claims: readonly Claim[];
}

/** Where what stands on the day comes from: each check-in, the leave, whoever registered it, a claim, a conflict. */
export function DayOrigin({ day, attendance, night, leaves, claims }: Props) {
  const lines = linesOf({ day, attendance, night, leaves, claims });
  if (lines.length === 0) return null;
  return (
    <dl className={styles.origin}>
      {lines.map(([name, text], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Line = readonly [name: string, text: string];

/** The lines that are told of a day, each with what it tells of. */
export function linesOf({ day, attendance, night, leaves, claims }: Props): Line[] {
  const lines: Line[] = (attendance?.acts ?? []).map((act) => ['签到', checkInWords(act)]);
  for (const leave of leaves) {
    const counts = leave.state === 'APPROVED' || leave.state === 'CLOSED';
    if (counts && attendance?.approved === true && leave.fromDay <= day && day <= leave.toDay) {
      lines.push(['请假', `${LEAVE_NAMES[leave.kind]}，${dayTitle(leave.fromDay)}至${dayTitle(leave.toDay)}，已批准：${leave.reason}`]);
    }
  }
  if (attendance?.registered === true) {
    lines.push(['登记', attendance.registeredBy === null ? '由村、乡镇登记或裁定' : `由${attendance.registeredBy}登记`]);
  }
  for (const claim of claims.filter((one) => one.day === day)) {
    const decided = claim.decidedByName === null ? '' : `，${claim.decidedByName}办理`;
    lines.push(['补签', `${CLAIMS[claim.state]}${decided}：${claim.reason}`]);
  }
  if (attendance?.conflict) {
    const { state, explanation, reason } = attendance.conflict;
    lines.push(['冲突', `${explanation}${state === 'OPEN' ? '（待裁定）' : `（已裁定${reason === null ? '' : `：${reason}`}）`}`]);
  }
  if (night) lines.push(['夜宿', nightWords(night)]);
  return lines;
}

const CLAIMS: Record<Claim['state'], string> = {
  SUBMITTED: '待审批',
  APPROVED: '已同意',
  REJECTED: '未同意',
  WITHDRAWN: '已撤回',
};

function checkInWords({ at, receivedAt, late, accuracyM, distanceM, note }: DayOf['acts'][number]): string {
  return [
    clockTime(at),
    distanceM === null ? '没有定位' : distanceM === 0 ? '在签到范围内' : `离签到范围 ${distanceM} 米`,
    accuracyM === null ? null : `定位精度 ${Math.round(accuracyM)} 米`,
    late ? `${momentTitle(receivedAt)}才收到` : null,
    note,
  ]
    .filter((part) => part !== null && part !== '')
    .join('，');
}

function nightWords({ source, spent, reason }: Night): string {
  const how = source === 'CHECK_IN' ? '凭签到认定' : '登记';
  return `${spent ? '在村' : '不在村'}，${how}${reason === null ? '' : `：${reason}`}`;
}
