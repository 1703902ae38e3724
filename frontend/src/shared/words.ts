import type { AttendanceStatus, DispatchLevel, LeaveKind, Outcome, PostingRole, SheetState } from '../gql/graphql';

/** What the service's words for states are called in the interface. */
export const ROLE_NAMES: Record<PostingRole, string> = {
  FIRST_SECRETARY: '第一书记',
  DEPUTY_SECRETARY: '副书记',
  TEAM_LEAD: '领队',
  TEAM_MEMBER: '工作队员',
  TOWNSHIP_FIRST_DEPUTY: '乡镇党委第一副书记',
};

export const LEVEL_NAMES: Record<DispatchLevel, string> = {
  PROVINCE: '省派',
  CITY: '市派',
  COUNTY: '县派',
  TOWNSHIP: '乡派',
};

export const STATUS_NAMES: Record<AttendanceStatus, string> = {
  ON_DUTY: '到岗',
  LEAVE: '请假',
  OFFICIAL_TRIP: '因公外出',
  ABSENT: '缺勤',
  UNRECORDED: '未登记',
};

export const LEAVE_NAMES: Record<LeaveKind, string> = {
  PERSONAL: '事假',
  SICK: '病假',
  ANNUAL: '年休假',
  FAMILY: '婚丧产等假',
  COMPENSATORY: '调休',
  OFFICIAL_TRIP: '因公外出',
};

/** What a day was; its second half only where it was something else than the first. */
export function dayName(status: AttendanceStatus, afternoon: AttendanceStatus | null | undefined): string {
  if (afternoon == null || afternoon === status) return STATUS_NAMES[status];
  return `上午${STATUS_NAMES[status]}、下午${STATUS_NAMES[afternoon]}`;
}

/** Days on duty with the half that may come on top of them. */
export function daysOnDuty(month: { onDutyDays: number; halfDay: boolean } | null | undefined): number {
  return month ? month.onDutyDays + (month.halfDay ? 0.5 : 0) : 0;
}

/** A sheet's state as the next thing that has to happen to it. */
export const SHEET_NAMES: Record<SheetState, string> = {
  TOTALLED: '待签字',
  SIGNED: '待盖章',
  SEALED: '已盖章',
  VERIFIED: '已核验',
};

export const OUTCOME_NAMES: Record<Outcome, string> = {
  MET: '达标',
  UNMET: '未达标',
  WARNED: '预警',
  EXEMPT: '免于考核',
  NOT_APPLICABLE: '不适用',
};

/** A village or township without the formal tail of its name. */
export function placeWithin(placeName: string, around: string | undefined): string {
  const inside = around !== undefined && placeName.startsWith(around) ? placeName.slice(around.length) : placeName;
  return (inside === '' ? placeName : inside).replace(/村?村(民委员|委)会$/, '村').replace(/(社区)?居民委员会$/, '社区');
}
