import type { Client } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { FENCES, POSTED_VILLAGES } from './operations';
import { type Village, villagesOf } from './villages';

// A county of the largest provinces has a few hundred villages with people in post.
const MOST_PAGES = 10;

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** The villages within a place, or within one's reach, with their people and fences; throws `Refused`. */
export async function readVillages(client: Client, regionCode: string | null, today: Day): Promise<Village[]> {
  const [fences, postings] = await Promise.all([
    readAll(async (after) => (await ask(client, FENCES, { regionCode, after })).fences),
    readAll(async (after) => (await ask(client, POSTED_VILLAGES, { regionCode, on: today, after })).postings),
  ]);
  return villagesOf(fences, postings, today);
}

async function readAll<Node>(read: (after: string | null) => Promise<Page<Node>>): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const page: Page<Node> = await read(after);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor ?? null;
  }
  return nodes;
}
