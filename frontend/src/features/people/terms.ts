import type { AccountQuery } from '../../gql/graphql';
import { civilDay, type Day } from '../../shared/days';
import { placeWithin } from '../../shared/words';

export type Account = NonNullable<AccountQuery['account']>;
export type Appointment = Account['appointments'][number];
type Held = Pick<Appointment, 'validFrom' | 'validTo'>;

/** Whether it holds on the day: from its first day to the day before `validTo`. */
export function holdsOn({ validFrom, validTo }: Held, day: Day = civilDay()): boolean {
  return validFrom <= day && (validTo === null || validTo > day);
}

/** Whether it is over on the day, or was taken back before it began. */
export function isOver({ validFrom, validTo }: Held, day: Day = civilDay()): boolean {
  return validTo !== null && (validTo <= day || validTo <= validFrom);
}

/** The place or the unit of a role, as short as it can be told. */
export function extentOf({ placeName, unitName }: Pick<Appointment, 'placeName' | 'unitName'>, around: string): string {
  if (placeName !== null) return placeWithin(placeName, around);
  return unitName ?? '本人';
}
