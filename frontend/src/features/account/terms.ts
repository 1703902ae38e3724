import type { Day } from '../../shared/days';
import { fullDayTitle } from '../../shared/days';
import type { HeldRole } from '../session/session';

/** From when and until when a role is held; `validTo` is the first day on which it no longer is. */
export function termOf({ validFrom, validTo }: Pick<HeldRole, 'validFrom' | 'validTo'>): string {
  const from = validFrom ? `${fullDayTitle(validFrom)}起` : '';
  if (!validTo) return from === '' ? '' : `${from}，没有期限`;
  return `${from}${from === '' ? '' : '，'}到${fullDayTitle(dayBefore(validTo))}为止`;
}

/** The last day on which something is in force that ends on `day`. */
function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
