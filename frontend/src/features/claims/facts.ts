import type { ClaimState, DayActsFragment } from '../../gql/graphql';
import { civilDay, clockTime, type Day, daysBetween, dayTitle, monthOf, type MonthText } from '../../shared/days';

interface Claimed {
  day: Day;
  state: ClaimState;
}
type Act = DayActsFragment['acts'][number];

const EACH_SIDE = 3;
const NEAR_M = 1000;

/** The days around one: three before and three after it, as far as they have come. */
export function daysAround(day: Day, today: Day): Day[] {
  const days = Array.from({ length: 2 * EACH_SIDE + 1 }, (_, index) => shiftDay(day, index - EACH_SIDE));
  return days.filter((one) => one <= today);
}

/** The other month into which the days around reach; the day's own where they stay within it. */
export function nearMonth(day: Day): MonthText {
  const reached = [shiftDay(day, -EACH_SIDE), shiftDay(day, EACH_SIDE)].map(monthOf);
  return reached.find((month) => month !== monthOf(day)) ?? monthOf(day);
}

export function shiftDay(day: Day, by: number): Day {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + by);
  return moved.toISOString().slice(0, 10);
}

const COUNTED: readonly [ClaimState, string][] = [
  ['APPROVED', '已同意'],
  ['SUBMITTED', '待审批'],
  ['REJECTED', '未同意'],
];

/** How often the person has claimed a day of that month; what was taken back is left out. */
export function claimsInMonth(claims: readonly Claimed[], day: Day): { count: number; words: string } {
  const all = claims.filter((one) => monthOf(one.day) === monthOf(day) && one.state !== 'WITHDRAWN');
  const parts = COUNTED.map(([state, name]) => ({ name, of: all.filter((one) => one.state === state).length }));
  const told = parts.filter((part) => part.of > 0).map((part) => `${part.name} ${part.of} 次`);
  return { count: all.length, words: told.join('、') };
}

/** One check-in in a line: when, how far from the village, how exactly, and whether it arrived on its day. */
export function actLine({ at, receivedAt, late, distanceM, accuracyM }: Act): string {
  const where = distanceM === null ? '没有定位或村里没有划范围' : distanceM === 0 ? '在签到范围内' : `离范围 ${metres(distanceM)}`;
  const exact = accuracyM === null ? '' : `，定位精度约 ${metres(Math.round(accuracyM))}`;
  const received = late ? `，${dayTitle(civilDay(new Date(receivedAt)))} ${clockTime(receivedAt)} 才收到` : '';
  return `${clockTime(at)} 签到，${where}${exact}${received}`;
}

/** A distance as one says it: 85 米, 1.2 公里. */
export function metres(distance: number): string {
  return distance < NEAR_M ? `${distance} 米` : `${Number((distance / NEAR_M).toFixed(1))} 公里`;
}

/** How long it took from the day to the claim. */
export function claimedAfter(day: Day, submittedAt: string): string {
  const days = daysBetween(day, civilDay(new Date(submittedAt)));
  return days === 0 ? '当天申请' : `${days} 天后申请`;
}

interface Where {
  place: string | null;
  located: boolean;
  accuracyM: number | null;
  distanceM: number | null;
}

/** Where a claim says that one was: in words, by the fix that came with it, or both; empty where it does not say. */
export function claimedWhere({ place, located, accuracyM, distanceM }: Where): string {
  const exact = accuracyM === null ? '' : `，定位精度约 ${metres(Math.round(accuracyM))}`;
  const far = distanceM === null ? '村里没有划签到范围' : distanceM === 0 ? '在签到范围内' : `离签到范围 ${metres(distanceM)}`;
  return [place, located ? `所附定位${far}${exact}` : null].filter((one) => one !== null).join('；');
}
