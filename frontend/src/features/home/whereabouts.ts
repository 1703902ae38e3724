import type { WhereaboutsBelowQuery, WhereaboutsFiguresQuery, WhereaboutsState } from '../../gql/graphql';
import { clockTime, type Day, dayTitle, momentTitle, weekdayTitle } from '../../shared/days';
import { dayName, STATUS_NAMES } from '../../shared/words';
import { metres } from '../claims/facts';
import { LEAVE_NAMES as LEAVES } from '../../shared/words';

export type Figures = WhereaboutsFiguresQuery['whereaboutsFigures'];
export type Counts = Figures['counts'];
export type Line = WhereaboutsBelowQuery['whereabouts']['nodes'][number];
export type State = WhereaboutsState;
type Norm = NonNullable<Line['norm']>;

interface Shown {
  state: State;
  name: string;
  count: (counts: Counts) => number;
  tone?: 'good' | 'late' | 'calm';
}

/** The states in the order in which they are shown. */
export const STATES: readonly Shown[] = [
  { state: 'IN_VILLAGE', name: '在村', count: (counts) => counts.inVillage, tone: 'good' },
  { state: 'OFFICIAL_TRIP', name: '因公外出', count: (counts) => counts.officialTrip, tone: 'calm' },
  { state: 'LEAVE', name: '请假', count: (counts) => counts.leave, tone: 'calm' },
  { state: 'CONFLICT', name: '矛盾待裁定', count: (counts) => counts.conflict, tone: 'late' },
  { state: 'CLAIMED', name: '补签待审批', count: (counts) => counts.claimed, tone: 'late' },
  { state: 'ABSENT', name: '未到岗', count: (counts) => counts.absent, tone: 'late' },
  { state: 'NOTHING', name: '没有记录', count: (counts) => counts.nothing, tone: 'late' },
  { state: 'DAY_OFF', name: '休息无记录', count: (counts) => counts.dayOff },
];

/** The states that a day has: it is a workday or it is not. */
export function statesOf({ kind, counts }: Pick<Figures, 'kind' | 'counts'>): readonly Shown[] {
  const other = kind === 'WORKDAY' ? 'DAY_OFF' : 'NOTHING';
  return STATES.filter(({ state, count }) => state !== other || count(counts) > 0);
}

export function isState(text: string | null): text is State {
  return STATES.some(({ state }) => state === text);
}

export function shownAs(state: State): Shown {
  const found = STATES.find((one) => one.state === state);
  if (!found) throw new Error(`no such state: ${state}`);
  return found;
}

/** What sort of day it is: 星期日 · 周末, 星期三 · 国庆节. */
export function dayWords({ day, kind, holiday, published }: Pick<Figures, 'day' | 'kind' | 'holiday' | 'published'>): string {
  const sort = kind === 'HOLIDAY' ? (holiday ?? '节假日') : kind === 'WEEKEND' ? '休息日' : '工作日';
  return `${weekdayTitle(day)} · ${sort}${published ? '' : `（${day.slice(0, 4)}年放假安排还没有导入，只按星期算）`}`;
}

/** What is known of somebody's day, in parts. */
export function knownOf(line: Line, day: Day): string[] {
  const { state, acts, away, claimedAt, conflict } = line;
  const halves = line.status !== null && line.afternoon !== null ? [dayName(line.status, line.afternoon)] : [];
  const parts = [
    ...halves,
    ...(conflict === null ? [] : [conflict]),
    ...(acts.count > 0 ? actWords(line) : []),
    ...(away === null ? [] : [awayWords(away)]),
    ...(claimedAt === null ? [] : [`${momentTitle(claimedAt)}申请补签，等人审批`]),
    ...(acts.count === 0 && away === null ? byHand(line) : []),
    ...nightWords(line, day),
  ];
  if (parts.length > 0) return parts;
  return [state === 'DAY_OFF' ? '休息日，没有签到' : '没有签到，也没有请假'];
}

function actWords({ acts, late }: Line): string[] {
  const { firstAt, lastAt, count, nearestM, farthestM, photos, photosThere } = acts;
  const first = firstAt === null ? '' : clockTime(firstAt);
  const last = lastAt === null ? '' : clockTime(lastAt);
  return [
    first === last ? `${first} 签到` : `${first}—${last} 签到 ${count} 次`,
    distanceWords(nearestM, farthestM),
    photos === 0 ? '没有照片' : photosThere < photos ? `照片传到 ${photosThere}/${photos} 张` : '有照片',
    ...(late ? ['当天以后才收到'] : []),
  ];
}

/** How far from the fence: the nearest act, and the farthest where that is another. */
export function distanceWords(nearest: number | null, farthest: number | null): string {
  if (nearest === null || farthest === null) return '距离不明';
  if (farthest === 0) return '在范围内';
  return nearest === farthest
    ? `离范围 ${metres(nearest)}`
    : `${nearest === 0 ? '在范围内' : `离范围 ${metres(nearest)}`}，最远一次 ${metres(farthest)}`;
}

function awayWords({ kind, state, stretch, approvedBy, office, waitsAt }: NonNullable<Line['away']>): string {
  const what = `${LEAVES[kind]} ${stretch}`;
  if (state === 'SUBMITTED') return `${what}，还没有批准${waitsAt === null ? '' : `，等${waitsAt}审批`}`;
  const by = approvedBy === null ? '已批准' : `${office === null ? '' : `${office} `}${approvedBy}批准`;
  return `${what}，${by}${waitsAt === null ? '' : `；续假等${waitsAt}审批`}`;
}

function byHand({ status, registered, approved, state }: Line): string[] {
  if (status === null) return [];
  if (approved) return ['由批准的请假或外出写明'];
  const how = registered ? '由村、乡镇登记' : `已记为${STATUS_NAMES[status]}`;
  return [state === 'LEAVE' || state === 'OFFICIAL_TRIP' ? `${how}，没有批准的申请` : how];
}

function nightWords({ night, nightBefore }: Line, day: Day): string[] {
  const before = nightBefore === null ? [] : [nightBefore ? '前一晚在村过夜' : '前一晚不在村过夜'];
  const after = night === null ? [] : [`${dayTitle(day)}晚${night ? '在村过夜' : '不在村过夜'}`];
  return [...before, ...after];
}

/** Whether the acts were all outside the fence. */
export function isFar({ acts }: Pick<Line, 'acts'>): boolean {
  return acts.nearestM !== null && acts.nearestM > 0;
}

/** What the month's norm says: how many days there are, and what is already sure. */
export function normWords(norm: Norm | null): { days: string; words: string; sure: boolean } | null {
  if (norm === null) return null;
  const days = `${norm.measured} / ${norm.required} 天`;
  const missing = Number(norm.missing);
  if (missing === 0) return { days, words: '已达到', sure: false };
  if (!norm.running) return { days, words: `差 ${missing} 天${norm.soft ? '（仅提示）' : ''}`, sure: true };
  if (norm.reachable) return { days, words: `还差 ${missing} 天，剩 ${Number(norm.left)} 个可记日`, sure: false };
  return { days, words: `还差 ${missing} 天，只剩 ${Number(norm.left)} 个可记日，已达不到`, sure: true };
}

/** Whether the text names a civil day. */
export function isDay(text: string | null): text is Day {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}
