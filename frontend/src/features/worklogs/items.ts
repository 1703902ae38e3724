import type { LogDeskQuery, LogStandingFragment } from '../../gql/graphql';
import type { Day } from '../../shared/days';

/** What becomes of an item in this log: how it was done, or why it is dropped. */
export interface Settling {
  dropped: boolean;
  outcome: string;
}

/** An item of an earlier log that may be taken up, settled, or left. */
export interface OfferedItem {
  id: string;
  text: string;
  openedOn: Day;
}

/** What the log of a day says of items: all that it opens, and all that it settles. */
export interface LogItems {
  opened: readonly string[];
  settled: Readonly<Record<string, Settling>>;
}

/** What the stored log says of items. */
export function itemsOf(log: LogStandingFragment | undefined): LogItems {
  return {
    opened: log?.openedItems.map((item) => item.text) ?? [],
    settled: Object.fromEntries(
      (log?.settledItems ?? []).map((item) => [item.id, { dropped: item.state === 'DROPPED', outcome: item.outcome ?? '' }]),
    ),
  };
}

/** What is offered: what is open from before the day, and what this day's log has settled already. */
export function offered({ myOpenItems }: Pick<LogDeskQuery, 'myOpenItems'>, log: LogStandingFragment | undefined): OfferedItem[] {
  const open = myOpenItems.nodes;
  const known = new Set(open.map((item) => item.id));
  return [...open, ...(log?.settledItems ?? []).filter((item) => !known.has(item.id))];
}

/** The items that are said to be settled without a word about how. */
export function wordless({ settled }: LogItems): string[] {
  return Object.entries(settled).flatMap(([id, { outcome }]) => (outcome.trim() === '' ? [id] : []));
}

/** As the service takes it. */
export function sent({ opened, settled }: LogItems) {
  return {
    openItems: [...opened],
    settledItems: Object.entries(settled).map(([id, { dropped, outcome }]) => ({ id, dropped, outcome: outcome.trim() })),
  };
}

/** Adds a text once; blanks and doubles change nothing. */
export function withOpened(items: LogItems, text: string): LogItems {
  const said = text.trim().replace(/\s+/g, ' ');
  return said === '' || items.opened.includes(said) ? items : { ...items, opened: [...items.opened, said] };
}

export function withoutOpened(items: LogItems, text: string): LogItems {
  return { ...items, opened: items.opened.filter((one) => one !== text) };
}

/** Settles an item, or with nothing leaves it open again. */
export function withSettled(items: LogItems, id: string, settling: Settling | undefined): LogItems {
  const rest = Object.fromEntries(Object.entries(items.settled).filter(([known]) => known !== id));
  return { ...items, settled: settling === undefined ? rest : { ...rest, [id]: settling } };
}

/** What is offered, with what the log settles although it is offered no longer: so that it can be left open again. */
export function withOrphans(items: readonly OfferedItem[], { settled }: LogItems, day: Day): OfferedItem[] {
  const known = new Set(items.map(({ id }) => id));
  const gone = Object.keys(settled).filter((id) => !known.has(id));
  return [...items, ...gone.map((id) => ({ id, text: '已不在待办里的一件', openedOn: day }))];
}
