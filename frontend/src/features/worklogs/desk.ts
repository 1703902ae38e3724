import type { LogDeskQuery, LogStandingFragment } from '../../gql/graphql';
import { clockTime, type Day } from '../../shared/days';
import { type OfferedItem, offered } from './items';

/** Something of the day at which one's presence was asked for. */
export interface DayEvent {
  id: string;
  title: string;
  /** As 09:05. */
  time: string;
  venue: string | null;
}

/** What lies ready for the log of a day. */
export interface Desk {
  templates: LogDeskQuery['workLogTemplates']['nodes'];
  items: OfferedItem[];
  events: DayEvent[];
  /** What the stored log says of items. */
  log: LogStandingFragment | undefined;
  village: string | undefined;
  placeBefore: string | undefined;
}

/** What the answer, which may have been given for another day, offers for this one. */
export function deskOf(answer: LogDeskQuery, day: Day): Desk {
  const logs = answer.myPosting?.workLogs ?? [];
  const log = logs.find((one) => one.day === day);
  const before = logs.filter((one) => one.day < day && one.place).at(-1);
  return {
    templates: answer.workLogTemplates.nodes,
    items: offered(answer, log).filter(({ openedOn }) => openedOn <= day),
    // A phone that updated itself without network still keeps an answer without them.
    events: eventsOf((answer as Partial<LogDeskQuery>).events?.nodes ?? [], day),
    log,
    village: answer.myPosting?.region.name,
    placeBefore: before?.place ?? undefined,
  };
}

function eventsOf(events: LogDeskQuery['events']['nodes'], day: Day): DayEvent[] {
  return events
    .filter((event) => event.day === day && event.withdrawnAt == null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ id, title, at, venue }) => ({ id, title, time: clockTime(at), venue: venue ?? null }));
}

/** The sentence with which a log tells of it. */
export function tellingOf({ title, time, venue }: DayEvent): string {
  return `${time} 参加“${title}”${venue === null || venue.trim() === '' ? '' : `（${venue.trim()}）`}。`;
}
