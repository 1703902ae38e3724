import type { CalendarPartsFragment } from '../../gql/graphql';
import { type Day, daysBetween, daysOfMonth, dayTitle, type MonthText, weekday } from '../../shared/days';

export type SpecialDay = CalendarPartsFragment['days'][number];
export type DayKind = SpecialDay['kind'];

/** What a day is: a workday or a rest day of the week, a holiday, a workday at a weekend; unknown in an unpublished year. */
export type DayState = 'WORKDAY' | 'WEEKEND' | DayKind;

/** One holiday of the year: when one is off, and on which weekends one works for it. */
export interface Holiday {
  name: string;
  /** Stretches without a gap, first and last day. */
  stretches: [Day, Day][];
  daysOff: number;
  shifted: Day[];
}

export function monthsOf(year: number): MonthText[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

export function stateOf(day: Day, special: ReadonlyMap<Day, SpecialDay>): DayState {
  const told = special.get(day);
  if (told) return told.kind;
  return [0, 6].includes(weekday(day)) ? 'WEEKEND' : 'WORKDAY';
}

/** How many workdays a month has by the arrangement. */
export function workdaysOf(month: MonthText, special: ReadonlyMap<Day, SpecialDay>): number {
  return daysOfMonth(month).filter((day) => ['WORKDAY', 'WORKDAY_SHIFT'].includes(stateOf(day, special))).length;
}

/** The holidays in the order in which they come; a make-up workday belongs to the holiday of its name. */
export function holidaysOf(days: readonly SpecialDay[]): Holiday[] {
  const found = new Map<string, Holiday>();
  for (const { day, kind, name } of [...days].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const holiday = found.get(name) ?? { name, stretches: [], daysOff: 0, shifted: [] };
    found.set(name, holiday);
    if (kind === 'WORKDAY_SHIFT') {
      holiday.shifted.push(day);
      continue;
    }
    holiday.daysOff += 1;
    const last = holiday.stretches.at(-1);
    if (last && daysBetween(last[1], day) === 1) last[1] = day;
    else holiday.stretches.push([day, day]);
  }
  const start = ({ stretches, shifted }: Holiday) => stretches[0]?.[0] ?? shifted[0] ?? '';
  return [...found.values()].sort((one, other) => (start(one) < start(other) ? -1 : 1));
}

/** A stretch of days: 10月1日至7日, 1月31日至2月2日, or the one day. */
export function stretchTitle([first, last]: readonly [Day, Day]): string {
  if (first === last) return dayTitle(first);
  const end = first.slice(0, 7) === last.slice(0, 7) ? `${Number(last.slice(8))}日` : dayTitle(last);
  return `${dayTitle(first)}至${end}`;
}
