import type { LeaveKind, LeaveState } from '../../gql/graphql';
import { LEAVE_NAMES } from '../../shared/words';

export const KINDS = Object.keys(LEAVE_NAMES) as LeaveKind[];

export const STATE_NAMES: Record<LeaveState, string> = {
  SUBMITTED: '待审批',
  APPROVED: '已批准',
  REJECTED: '未批准',
  WITHDRAWN: '已撤回',
  CANCELLED: '已取消',
  CLOSED: '已销假',
};

export const STATES = Object.keys(STATE_NAMES) as LeaveState[];

export function isKind(text: string | null): text is LeaveKind {
  return text !== null && text in LEAVE_NAMES;
}

export function isState(text: string | null): text is LeaveState {
  return text !== null && text in STATE_NAMES;
}
