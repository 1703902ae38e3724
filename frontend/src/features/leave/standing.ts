import type { LeaveExtensionPartsFragment, LeavePartsFragment } from '../../gql/graphql';
import type { Day } from '../../shared/days';
import { backTitle, daysTitle, endTitle, nearDay, slotsOf } from './stretch';
import { STATE_NAMES } from './terms';

/** Leave, and where it is read for a decision, the extension that may be what waits. */
export type Leave = LeavePartsFragment & { extensions?: readonly Extension[] };
type Extension = Pick<LeaveExtensionPartsFragment, 'round' | 'state' | 'toDay' | 'toHalf' | 'days'>;
export type LeaveAct = 'withdraw' | 'report' | 'extend' | 'cancel';

type Known = Pick<
  Leave,
  | 'kind'
  | 'state'
  | 'fromDay'
  | 'fromHalf'
  | 'toDay'
  | 'toHalf'
  | 'waiting'
  | 'overdueDays'
  | 'returnSeenOn'
  | 'reportedBackOn'
  | 'endedReason'
>;

/** How leave stands at a half day: in a word, what happens next, and what its owner can do about it. */
export interface Standing {
  words: string;
  tone?: 'good' | 'late' | 'calm';
  next?: string | undefined;
  acts: LeaveAct[];
  /** Whether it is going on, or its return is still owed. */
  present: boolean;
}

export function standing(leave: Known, now: number, today: Day): Standing {
  const words = STATE_NAMES[leave.state];
  const waiting = leave.waiting ?? undefined;
  if (leave.state === 'SUBMITTED') return { words, tone: 'calm', next: waiting, acts: ['withdraw'], present: false };
  if (leave.state === 'APPROVED') return approved(leave, now, today);
  const ended = leave.endedReason ?? undefined;
  if (leave.state === 'REJECTED') {
    return { words, tone: 'late', next: ended && `理由：${ended}`, acts: [], present: false };
  }
  const back = leave.reportedBackOn === null ? ended : `${nearDay(leave.reportedBackOn, today)}到岗`;
  return { words, next: back, acts: [], present: false };
}

function approved(leave: Known, now: number, today: Day): Standing {
  const { first, after } = slotsOf(leave);
  const waits = leave.waiting !== null;
  const waiting = waits ? `，${leave.waiting}` : '';
  const more: LeaveAct[] = waits ? ['withdraw'] : ['extend'];
  if (now < first) {
    const next = `${backTitle(first, today)}起，应于${backTitle(after, today)}回岗${waiting}`;
    return { words: '已批准', tone: 'good', next, acts: [...more, 'cancel'], present: false };
  }
  const due = `应于${backTitle(after, today)}回岗销假${waiting}`;
  if (now < after) {
    const away = leave.kind === 'OFFICIAL_TRIP' ? '外出中' : '休假中';
    return { words: away, tone: 'calm', next: due, acts: ['report', ...more, 'cancel'], present: true };
  }
  const acts: LeaveAct[] = ['report', ...more];
  const seen = leave.returnSeenOn === null ? '' : `；${nearDay(leave.returnSeenOn, today)}已有到岗记录，待销假`;
  if (leave.overdueDays > 0) {
    return { words: `逾期 ${leave.overdueDays} 天`, tone: 'late', next: `${due}${seen}`, acts, present: true };
  }
  return { words: '待销假', tone: 'late', next: `${due}${seen}`, acts, present: true };
}

/** What reporting back from that half day on makes of the leave's days. */
export function effectOf(leave: Known, since: number, today: Day): string | undefined {
  const { first, after } = slotsOf(leave);
  const took = leave.kind === 'OFFICIAL_TRIP' ? '外出' : '休';
  if (since < first) return undefined;
  if (since === first) return `等于没有${took}，按取消处理。`;
  if (since < after) {
    const left = (after - since) / 2;
    return `提前回岗：实际${took} ${daysTitle((since - first) / 2)}，退回 ${daysTitle(left)}，退回的日子按签到和登记计算。`;
  }
  if (since === after) return `按时回岗：${took}满 ${daysTitle((after - first) / 2)}。`;
  const absent = Math.floor(since / 2) - Math.ceil(after / 2);
  const late = `晚于${backTitle(after, today)}回岗`;
  return absent > 0 ? `${late}：中间没有到岗记录的整天（最多 ${daysTitle(absent)}）记为缺勤。` : `${late}，不到一整天，不记缺勤。`;
}

/** Present leave first, what waits next, and the rest in the order in which it came. */
export function inOrder(leaves: readonly Leave[], now: number, today: Day) {
  const present = leaves.filter((one) => standing(one, now, today).present);
  return { present, rest: leaves.filter((one) => !present.includes(one)) };
}

/** What the extension that waits asks for; undefined where none does. */
export function askedExtension({ extensions = [] }: Leave, today: Day): string | undefined {
  const waiting = extensions.find((one) => one.state === 'SUBMITTED');
  return waiting && `申请续到${endTitle(waiting.toDay, waiting.toHalf, today)}，加 ${daysTitle(waiting.days)}`;
}
