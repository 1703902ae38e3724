import type { Day } from '../../shared/days';
import { dayOfSlot, slotOf, type Stretch } from './stretch';

/** A stretch that is asked for often, from one touch. */
export interface Quick {
  title: string;
  of: (today: Day) => Stretch;
}

const later = (day: Day, by: number): Day => dayOfSlot(slotOf(day, 'MORNING') + 2 * by);

const whole = (title: string, first: number, last: number): Quick => ({
  title,
  of: (today) => ({
    fromDay: later(today, first),
    fromHalf: 'MORNING',
    toDay: later(today, last),
    toHalf: 'AFTERNOON',
  }),
});

export const QUICK: readonly Quick[] = [
  {
    title: '今天下午',
    of: (today) => ({ fromDay: today, fromHalf: 'AFTERNOON', toDay: today, toHalf: 'AFTERNOON' }),
  },
  {
    title: '明天上午',
    of: (today) => ({ fromDay: later(today, 1), fromHalf: 'MORNING', toDay: later(today, 1), toHalf: 'MORNING' }),
  },
  whole('明天一天', 1, 1),
  whole('明后两天', 1, 2),
];
