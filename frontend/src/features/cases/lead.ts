import type { LeadState } from '../../gql/graphql';
import { civilDay, type Day, daysBetween, dayTitle, fullDayTitle } from '../../shared/days';
import { LEAD_STATES, type Told } from './terms';

interface Standing {
  state: LeadState;
  askedName?: string | null;
  askedAt?: string | null;
  answeredAt?: string | null;
}

/** Who has to do the next thing about a lead, in a few words. */
export function standing({ state, askedName, askedAt, answeredAt }: Standing): Told {
  if (state !== 'OPEN') return LEAD_STATES[state];
  if (answeredAt != null) return { words: '已说明，待结论', tone: 'late' };
  if (askedAt != null) return { words: `等${askedName ?? '本人'}说明`, tone: 'calm' };
  return LEAD_STATES.OPEN;
}

/** The days that it is about, as 10月3日 or 10月3日至9日, with the year where it is not this one. */
export function span(since: Day, until: Day, today: Day): string {
  const year = since.slice(0, 4);
  const first = year === today.slice(0, 4) ? dayTitle(since) : fullDayTitle(since);
  if (until === since) return first;
  if (until.slice(0, 7) === since.slice(0, 7)) return `${first}至${Number(until.slice(8))}日`;
  return `${first}至${until.slice(0, 4) === year ? dayTitle(until) : fullDayTitle(until)}`;
}

/** How long ago, in days. */
export function ago(moment: string, today: Day): string {
  const days = daysBetween(civilDay(new Date(moment)), today);
  return days <= 0 ? '今天' : `${days} 天前`;
}

/** What a lead's reason says before it lists the signals, which are shown one by one anyway. */
export function gist(reason: string): string {
  const cut = reason.search(/[,，]请核实[:：]\s*[(（]1[)）]/);
  return cut < 0 ? reason : `${reason.slice(0, cut)}。`;
}

interface SheetDay {
  day: Day;
  status: string;
  afternoon?: string | null;
}

/** What a sheet says of that day; undefined where it says nothing, or is not shown. */
export function dayOnSheet(days: unknown, day: Day): SheetDay | undefined {
  if (!Array.isArray(days)) return undefined;
  return (days as SheetDay[]).find((one) => one.day === day);
}
