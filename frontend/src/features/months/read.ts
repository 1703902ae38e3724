import type { Client } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, type Day, daysOfMonth } from '../../shared/days';
import type { Board } from './board';
import { HOLIDAYS, MONTH_BOARD, MONTH_PEOPLE, MONTH_SHEETS, PRESENCE_BELOW } from './operations';
import { monthRows, type MonthRow, type Person, type Presence, type Sheet } from './rows';
import { workdaysOf } from './workdays';

// A township has dozens of people, a sending unit a few hundred at most.
const MOST_PAGES = 12;

/** What the person may read besides the sheets. */
export interface Reach {
  attendance: boolean;
  logs: boolean;
}

/** The people of a township, a village or a unit in one month. */
export interface PeopleMonth {
  rows: MonthRow[];
  /** Where the township stands as a whole; none for a unit. */
  board: Board | undefined;
  /** Whether there were more people than may be listed at once. */
  whole: boolean;
  /** Whether the year's holidays are published: workdays are Monday to Friday otherwise. */
  published: boolean;
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** The last day of the month, or today while it runs. */
export function lastKnownDay(month: string): Day {
  const today = civilDay();
  const last = daysOfMonth(month).at(-1) ?? today;
  return last < today ? last : today;
}

/** Everybody's month within the place, or within one's reach; throws `Refused`. */
export async function readPeople(
  client: Client,
  regionCode: string | null,
  month: string,
  { attendance, logs }: Reach,
): Promise<PeopleMonth> {
  const [people, sheets, board, presence, { calendar }] = await Promise.all([
    readPages<Person>(async (after) =>
      (await ask(client, MONTH_PEOPLE, { regionCode, month, attendance, logs, after })).postings,
    ),
    readPages<Sheet>(async (after) => (await ask(client, MONTH_SHEETS, { regionCode, month, after })).sheets),
    regionCode === null ? undefined : ask(client, MONTH_BOARD, { regionCode, month }),
    regionCode === null || !attendance ? new Map<string, Presence[]>() : readPresence(client, regionCode, month),
    ask(client, HOLIDAYS, { year: Number(month.slice(0, 4)) }),
  ]);
  const frame = { month, today: civilDay(), workdays: workdaysOf(month, calendar) };
  return {
    rows: monthRows(people.nodes, sheets.nodes, presence, frame),
    board: board?.monthPage,
    whole: people.whole && sheets.whole,
    published: calendar.published,
  };
}

async function readPresence(client: Client, regionCode: string, month: string): Promise<Map<string, Presence[]>> {
  const found = new Map<string, Presence[]>();
  const asked = { regionCode, on: lastKnownDay(month), only: null };
  let after: string | null = null;
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const { presence }: { presence: { nodes: { postingId: string; verdicts: Presence[] }[]; endCursor: string | null } } =
      await ask(client, PRESENCE_BELOW, { ...asked, after });
    for (const { postingId, verdicts } of presence.nodes) found.set(postingId, verdicts);
    after = presence.endCursor;
    if (after === null) break;
  }
  return found;
}

async function readPages<Node>(read: (after: string | null) => Promise<Page<Node>>) {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const page: Page<Node> = await read(after);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { nodes, whole: true };
    after = page.pageInfo.endCursor ?? null;
  }
  return { nodes, whole: false };
}
