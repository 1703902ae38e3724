import type { MonthHolidaysQuery } from '../../gql/graphql';
import { type Day, daysOfMonth, weekday } from '../../shared/days';

type Known = MonthHolidaysQuery['calendar'];

/** The workdays of the month: by the year's published arrangement, or Monday to Friday while there is none. */
export function workdaysOf(month: string, { days }: Pick<Known, 'days'>): Set<Day> {
  const arranged = new Map(days.map((one) => [one.day, one.kind]));
  return new Set(
    daysOfMonth(month).filter((day) => {
      const kind = arranged.get(day);
      return kind === undefined ? weekday(day) >= 1 && weekday(day) <= 5 : kind === 'WORKDAY_SHIFT';
    }),
  );
}
