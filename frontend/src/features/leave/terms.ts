import type { LeaveKind, LeaveState } from '../../gql/graphql';

export const KIND_NAMES: Record<LeaveKind, string> = {
  PERSONAL: '事假',
  SICK: '病假',
  ANNUAL: '年休假',
  FAMILY: '婚丧产等假',
  COMPENSATORY: '调休',
  OFFICIAL_TRIP: '因公外出',
};

export const KINDS = Object.keys(KIND_NAMES) as LeaveKind[];

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
  return text !== null && text in KIND_NAMES;
}

export function isState(text: string | null): text is LeaveState {
  return text !== null && text in STATE_NAMES;
}
