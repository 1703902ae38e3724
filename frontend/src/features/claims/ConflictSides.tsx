import type { AttendanceStatus, ConflictPartsFragment } from '../../gql/graphql';
import { dayTitle, momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { LEAVE_NAMES } from '../../shared/words';
import { followed } from './conflict';
import { actLine } from './facts';
import styles from './Sides.module.css';
import { leaveSpan } from './terms';
import type { DayFacts } from './useDayFacts';

interface Props {
  conflict: ConflictPartsFragment;
  facts: DayFacts;
}

/** What was recorded first, beside what contradicts it: what each says, when it came and by whom. */
export function ConflictSides({ conflict, facts }: Props) {
  const chosen = followed(conflict);
  return (
    <div className={styles.sides}>
      <Side title="先记的" status={conflict.standing} conflict={conflict} facts={facts} followed={chosen === 'standing'} />
      <Side title="后来的" status={conflict.claimed} conflict={conflict} facts={facts} followed={chosen === 'claimed'} />
    </div>
  );
}

const SAYS: Record<AttendanceStatus, string> = {
  ON_DUTY: '人在岗',
  LEAVE: '在请假',
  OFFICIAL_TRIP: '因公外出',
  ABSENT: '人不在岗',
  UNRECORDED: '没有记录',
};

interface SideProps extends Props {
  title: string;
  status: AttendanceStatus;
  followed: boolean;
}

function Side({ title, status, conflict, facts, followed: chosen }: SideProps) {
  const later = title === '后来的';
  return (
    <section className={styles.side} aria-label={title} data-chosen={chosen || undefined}>
      <h3>
        {title}
        {chosen && <Mark tone="good">裁定采信</Mark>}
      </h3>
      <p className={styles.says}>{SAYS[status]}</p>
      <ul>
        {linesOf(status, conflict, facts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {later && <p className={item.note}>{momentTitle(conflict.raisedAt)} 发现对不上</p>}
    </section>
  );
}

function linesOf(status: AttendanceStatus, conflict: ConflictPartsFragment, { days }: DayFacts): string[] {
  if ((status === 'LEAVE' || status === 'OFFICIAL_TRIP') && conflict.leave) return leaveLines(conflict.leave);
  const acts = days.get(conflict.day)?.acts ?? [];
  if (status === 'ON_DUTY' && acts.length > 0) return acts.map((act) => `本人当天 ${actLine(act)}`);
  return [`${dayTitle(conflict.day)}由村或乡镇登记`];
}

function leaveLines(leave: NonNullable<ConflictPartsFragment['leave']>): string[] {
  const granted = leave.steps.filter((step) => step.outcome === 'APPROVED' && step.decidedBy !== null);
  const by = granted.map((step) => step.decidedBy).join('、');
  return [
    `${LEAVE_NAMES[leave.kind]} ${leaveSpan(leave)}：${leave.purpose ?? leave.reason}`,
    `本人 ${momentTitle(leave.requestedAt)} 申请`,
    ...(leave.approvedAt === null ? [] : [`${by === '' ? '' : `${by} `}${momentTitle(leave.approvedAt)} 批准`]),
  ];
}
