import type { DayHalf, DayPart } from '../../gql/graphql';
import { civilDay, clockTime, type Day, dayTitle } from '../../shared/days';

const MILLISECONDS_A_DAY = 86_400_000;
const NOON = '12:00';

/** From one half day to another, both included. */
export interface Stretch {
  fromDay: Day;
  fromHalf: DayHalf;
  toDay: Day;
  toHalf: DayHalf;
}

export const HALF_NAMES: Record<DayHalf, string> = { MORNING: '上午', AFTERNOON: '下午' };

/** The number of a half day; the next half day has the next number. */
export function slotOf(day: Day, half: DayHalf): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_A_DAY) * 2 + (half === 'AFTERNOON' ? 1 : 0);
}

/** The half day in which the instant falls in Shanghai. */
export function slotAt(instant: Date): number {
  return slotOf(civilDay(instant), halfAt(instant));
}

export function halfAt(instant: Date): DayHalf {
  return clockTime(instant) < NOON ? 'MORNING' : 'AFTERNOON';
}

export function dayOfSlot(slot: number): Day {
  return new Date(Math.floor(slot / 2) * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

export function halfOfSlot(slot: number): DayHalf {
  return slot % 2 === 0 ? 'MORNING' : 'AFTERNOON';
}

/** The first half day, and the one after the last. */
export function slotsOf({ fromDay, fromHalf, toDay, toHalf }: Stretch): { first: number; after: number } {
  return { first: slotOf(fromDay, fromHalf), after: slotOf(toDay, toHalf) + 1 };
}

/** How the service is told of a stretch: whole days, but for a first afternoon and a last morning. */
export function partsOf({ fromHalf, toHalf }: Pick<Stretch, 'fromHalf' | 'toHalf'>): { fromPart: DayPart; toPart: DayPart } {
  return {
    fromPart: fromHalf === 'AFTERNOON' ? 'AFTERNOON' : 'WHOLE',
    toPart: toHalf === 'MORNING' ? 'MORNING' : 'WHOLE',
  };
}

/** A day, with its year where that is not the present one. */
export function nearDay(day: Day, today: Day): string {
  const year = day.slice(0, 4);
  return `${year === today.slice(0, 4) ? '' : `${year}年`}${dayTitle(day)}`;
}

/** The stretch in words: 11月24日下午至11月25日. */
export function stretchTitle({ fromDay, fromHalf, toDay, toHalf }: Stretch, today: Day): string {
  if (fromDay === toDay) {
    const half = fromHalf === toHalf ? HALF_NAMES[fromHalf] : '';
    return `${nearDay(fromDay, today)}${half}`;
  }
  const start = `${nearDay(fromDay, today)}${fromHalf === 'AFTERNOON' ? '下午' : ''}`;
  return `${start}至${endTitle(toDay, toHalf, today)}`;
}

/** Until when: the day, and its half where that is the morning. */
export function endTitle(day: Day, half: DayHalf, today: Day): string {
  return `${nearDay(day, today)}${half === 'MORNING' ? HALF_NAMES.MORNING : ''}`;
}

/** From when on one is back: the day after a last afternoon, the afternoon after a last morning. */
export function backTitle(after: number, today: Day): string {
  return `${nearDay(dayOfSlot(after), today)}${HALF_NAMES[halfOfSlot(after)]}`;
}

/** Days as the service counts them, with their word: 1.5 天. */
export function daysTitle(days: string | number): string {
  return `${Number(days)} 天`;
}

/** Days added up, halves and all. */
export function sumOf(days: readonly string[]): number {
  return days.reduce((sum, one) => sum + Number(one), 0);
}

/** Whether the text names a day. */
export function isDay(text: string | null): text is Day {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
