import type { Client } from 'urql';
import { ask } from '../../shared/ask';
import { POSTINGS, SHEETS } from './operations';
import type { Posting, Sheet } from './rows';

// A county of the largest provinces has a few hundred; ten pages of a hundred are a list nobody scrolls.
const MOST_PAGES = 10;

/** What was read of one list; `whole` is false when there was more than may be shown at once. */
export interface Pages<Node> {
  nodes: Node[];
  whole: boolean;
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

type Read<Node> = (after: string | null) => Promise<Page<Node>>;

/** Every posting within the place, or within one's reach, with its month; throws `Refused`. */
export function readPostings(client: Client, regionCode: string | null, month: string, attendance: boolean) {
  const read: Read<Posting> = async (after) =>
    (await ask(client, POSTINGS, { regionCode, month, attendance, after })).postings;
  return readPages(read);
}

/** Every sheet of the month within the place, or within one's reach; throws `Refused`. */
export function readSheets(client: Client, regionCode: string | null, month: string) {
  const read: Read<Sheet> = async (after) => (await ask(client, SHEETS, { regionCode, month, after })).sheets;
  return readPages(read);
}

async function readPages<Node>(read: Read<Node>): Promise<Pages<Node>> {
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
