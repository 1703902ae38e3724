import type { ClaimState, ConflictDecision, DayHalf, DayPart } from '../../gql/graphql';
import { type Day, dayTitle, weekdayTitle } from '../../shared/days';

interface Told {
  name: string;
  tone?: 'good' | 'late' | 'calm';
}

export const CLAIM_STATES: Record<ClaimState, Told> = {
  SUBMITTED: { name: '待审批', tone: 'calm' },
  APPROVED: { name: '已同意', tone: 'good' },
  REJECTED: { name: '未同意', tone: 'late' },
  WITHDRAWN: { name: '已撤回' },
};

export const DECISIONS: Record<ConflictDecision, string> = {
  PRESENCE: '认定到岗',
  LEAVE: '按请假外出计',
  ABSENCE: '认定未到岗',
};

const PARTS: Record<DayPart, string> = { WHOLE: '', MORNING: '上午', AFTERNOON: '下午' };
const HALVES: Record<DayHalf, string> = { MORNING: '上午', AFTERNOON: '下午' };

/** The day, and the half of it that is meant: 11月14日星期六上午. */
export function partTitle(day: Day, part: DayPart): string {
  return `${dayTitle(day)} ${weekdayTitle(day)}${PARTS[part]}`;
}

/** From when to when leave lasts; halves are said only where it does not begin or end with a whole day. */
export function leaveSpan(leave: { fromDay: Day; fromHalf: DayHalf; toDay: Day; toHalf: DayHalf }): string {
  const { fromDay, fromHalf, toDay, toHalf } = leave;
  if (fromDay === toDay) return `${dayTitle(fromDay)}${fromHalf === toHalf ? HALVES[fromHalf] : ''}`;
  const from = `${dayTitle(fromDay)}${fromHalf === 'AFTERNOON' ? HALVES[fromHalf] : ''}`;
  const to = `${dayTitle(toDay)}${toHalf === 'MORNING' ? HALVES[toHalf] : ''}`;
  return `${from}至${to}`;
}
