import type { FencesQuery, PostedVillagesQuery } from '../../gql/graphql';
import { type Day, dayTitle, fullDayTitle } from '../../shared/days';

export type Fence = FencesQuery['fences']['nodes'][number];
export type Posted = PostedVillagesQuery['postings']['nodes'][number];

export interface Village {
  code: string;
  placeName: string;
  people: Posted[];
  /** In force, or going to be. */
  fences: Fence[];
  ended: Fence[];
}

/** Every place with people in post or with fences, in the order of their codes. */
export function villagesOf(fences: readonly Fence[], postings: readonly Posted[], today: Day): Village[] {
  const found = new Map<string, Village>();
  const at = (code: string, placeName: string): Village => {
    const known = found.get(code) ?? { code, placeName, people: [], fences: [], ended: [] };
    found.set(code, known);
    return known;
  };
  for (const posting of postings) at(posting.regionCode, posting.placeName).people.push(posting);
  for (const fence of fences) {
    const village = at(fence.regionCode, fence.placeName);
    (isOver(fence, today) ? village.ended : village.fences).push(fence);
  }
  return [...found.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

export function isOver({ validTo }: Pick<Fence, 'validTo'>, today: Day): boolean {
  return validTo !== null && validTo <= today;
}

/** Whether it counts on that day, in words where it does not. */
export function standing(fence: Pick<Fence, 'validFrom' | 'validTo' | 'seasonMonths'>, today: Day): 'now' | 'ended' | 'coming' | 'resting' {
  if (isOver(fence, today)) return 'ended';
  if (fence.validFrom > today) return 'coming';
  const month = Number(today.slice(5, 7));
  return fence.seasonMonths.length > 0 && !fence.seasonMonths.includes(month) ? 'resting' : 'now';
}

/** The months in which it holds, neighbours joined: 3—5月、11月—次年2月. */
export function seasonTitle(months: readonly number[]): string {
  if (months.length === 0 || months.length === 12) return '全年';
  const held = new Set(months);
  const starts = months.filter((month) => !held.has(before(month))).sort((one, other) => one - other);
  return starts.map((start) => runTitle(start, held)).join('、');
}

function runTitle(start: number, held: ReadonlySet<number>): string {
  let end = start;
  while (held.has((end % 12) + 1)) end = (end % 12) + 1;
  if (end === start) return `${start}月`;
  return end < start ? `${start}月—次年${end}月` : `${start}—${end}月`;
}

function before(month: number): number {
  return month === 1 ? 12 : month - 1;
}

/** From when to when it holds. */
export function periodTitle({ validFrom, validTo }: Pick<Fence, 'validFrom' | 'validTo'>): string {
  return validTo === null ? `${fullDayTitle(validFrom)}起` : `${fullDayTitle(validFrom)}起，${fullDayTitle(validTo)}停用`;
}

/** The shape in words. */
export function shapeTitle(fence: Pick<Fence, 'kind' | 'radiusM' | 'vertices'>): string {
  if (fence.kind === 'RADIUS') return `圆形，半径 ${fence.radiusM ?? 0} 米`;
  return `多边形，${fence.vertices?.length ?? 0} 个顶点`;
}

export interface Distances {
  count: number;
  inside: number;
  outside: number;
  /** Without a position, or where there was no fence. */
  unknown: number;
  /** Every known one, in metres. */
  metres: number[];
  farthest?: { metres: number; day: string };
}

interface ActDay {
  day: Day;
  acts: readonly { distanceM: number | null }[];
}

/** How far from the fences of its day each check-in was, since that day. */
export function distancesOf(days: readonly ActDay[], since: Day): Distances {
  const acts = days.filter(({ day }) => day >= since).flatMap(({ day, acts: made }) => made.map(({ distanceM }) => ({ day, distanceM })));
  const known = acts.flatMap(({ day, distanceM }) => (distanceM === null ? [] : [{ day, metres: distanceM }]));
  const [farthest] = [...known].sort((one, other) => other.metres - one.metres);
  return {
    count: acts.length,
    inside: known.filter((one) => one.metres === 0).length,
    outside: known.filter((one) => one.metres > 0).length,
    unknown: acts.length - known.length,
    metres: known.map((one) => one.metres),
    ...(farthest && farthest.metres > 0 && { farthest: { metres: farthest.metres, day: dayTitle(farthest.day) } }),
  };
}
