import type { EventPartsFragment, MyMonthOfEventsQuery } from '../../gql/graphql';
import { type Day, daysBetween } from '../../shared/days';

type Judged = MyMonthOfEventsQuery['monthOfEvents']['events'][number];
type Seen = MyMonthOfEventsQuery['events']['nodes'][number];

/** How far off the day is, in two or three words. */
export function dayAhead(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  return ['今天', '明天', '后天'][days] ?? `${days} 天后`;
}

/** What has not begun, the nearest first; what was called off is among it, so that nobody goes there. */
export function upcoming<Event extends Pick<EventPartsFragment, 'at'>>(events: readonly Event[], now: Date): Event[] {
  return events
    .filter((event) => new Date(event.at) > now)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** The judged events with where each was. */
export function withPlaces(judged: readonly Judged[], seen: readonly Seen[]) {
  const events = new Map(seen.map((event) => [event.id, event]));
  return judged.map((one) => ({ ...one, event: events.get(one.eventId) }));
}
