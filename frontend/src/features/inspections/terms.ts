import type {
  BulletinSubject,
  ChecklistItem,
  CoverageState,
  DrawKind,
  FindingEnd,
  InspectionMethod,
  InspectionState,
  Presence,
  RectificationState,
  Violation,
} from '../../gql/graphql';

interface Named {
  name: string;
  tone?: 'good' | 'late' | 'calm';
}

export const METHODS: Record<InspectionMethod, string> = {
  SPOT_CHECK: '抽查',
  UNANNOUNCED: '暗访',
  PHONE_CALL: '电话查岗',
  SUPERVISION_TOUR: '巡回督导',
  RANDOM_SURVEY: '随机调研',
  RANDOM_HOUSEHOLDS: '随机入户',
  COMPARATIVE_VISIT: '观摩评比',
};

export const STATES: Record<InspectionState, Named> = {
  PLANNED: { name: '已安排', tone: 'calm' },
  CARRIED_OUT: { name: '已检查，未公布', tone: 'late' },
  PUBLISHED: { name: '已公布', tone: 'good' },
  CANCELLED: { name: '已取消' },
};

export const PRESENCES: Record<Presence, Named> = {
  PRESENT: { name: '在岗', tone: 'good' },
  ABSENT: { name: '不在岗', tone: 'late' },
  ON_LEAVE: { name: '请假', tone: 'calm' },
};

export const ENDS: Record<FindingEnd, string> = { VILLAGE: '村里', UNIT: '派出单位' };

/** The four that the rules name, each with what it means. */
export const VIOLATIONS: Record<Violation, { name: string; words: string }> = {
  IN_NAME_ONLY: { name: '挂名', words: '人在名册上，长期不到村履职' },
  COMMUTING: { name: '走读', words: '白天在村，夜里不住村' },
  BETWEEN_TWO_PLACES: { name: '两头跑', words: '村里、原单位两边兼着跑' },
  NOWHERE: { name: '两头空', words: '村里、原单位都不见人' },
};

export const RECTIFICATIONS: Record<RectificationState, Named> = {
  DEMANDED: { name: '待整改', tone: 'late' },
  REPORTED: { name: '待审核', tone: 'calm' },
  RETURNED: { name: '已退回', tone: 'late' },
  ACCEPTED: { name: '已通过', tone: 'good' },
};

export const COVERAGES: Record<CoverageState, Named> = {
  OVERDUE: { name: '逾期未完成', tone: 'late' },
  OPEN: { name: '未完成', tone: 'calm' },
  DONE: { name: '已完成', tone: 'good' },
  NOBODY: { name: '无人在任' },
};

export const DRAWS: Record<DrawKind, { name: string; unit: string }> = {
  CADRES: { name: '抽人', unit: '人' },
  VILLAGES: { name: '抽村（路线）', unit: '个村' },
  HOUSEHOLDS: { name: '抽农户', unit: '户' },
};

/** The points that an inspector judges by looking; whether people were there is counted from the findings. */
export const SEEN_ITEMS: Partial<Record<ChecklistItem, string>> = {
  LOGS: '工作日志内容完整',
  REPORTS: '双月报表内容真实',
  ARCHIVES: '软件资料、档案台帐健全',
};

export const SUBJECTS: Record<BulletinSubject, string> = { PERSON: '个人', UNIT: '单位', PLACE: '地方' };

const LEVELS: Readonly<Record<number, string>> = { 2: '省级', 4: '市级', 6: '县级', 9: '乡镇' };

/** At which level the body stands that planned an inspection. */
export function levelOf(plannerRegionCode: string): string {
  return LEVELS[plannerRegionCode.length] ?? '';
}

/** An object's entries as choices of a select. */
export function choices<Key extends string>(names: Record<Key, string>): { value: Key; label: string }[] {
  return (Object.entries(names) as [Key, string][]).map(([value, label]) => ({ value, label }));
}
