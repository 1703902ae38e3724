import { useCallback } from 'react';
import { type Client, useClient } from 'urql';
import type { LogDeskQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay, type Day, monthOf } from '../../shared/days';
import { Refused } from '../../shared/failure';
import { useReading } from '../../shared/useReading';
import { type AccountStore, keepSeen } from '../entries/phone';
import { useStore } from '../entries/useStore';
import { deskOf } from './desk';
import { LOG_DESK } from './operations';

/** The answer for today, whichever day that was. */
const LATEST = 'desk';
// On a line that hardly moves, what was seen before is better than nothing.
const PATIENCE_MILLISECONDS = 5000;

/**
 * What lies ready for the log of a day: templates, open items, what was announced, what it said before, the usual
 * places. What was seen last stands in for an answer that does not come; `asOf` is then when it was seen.
 */
export function useDesk(day: Day) {
  const client = useClient();
  const store = useStore();
  const read = useCallback(async () => {
    const { answer, asOf } = await answerOrSeen(client, store, day);
    return { ...deskOf(answer, day), asOf };
  }, [client, store, day]);
  return useReading(read);
}

interface Found {
  answer: LogDeskQuery;
  /** ISO 8601; undefined: now. */
  asOf: string | undefined;
}

async function answerOrSeen(client: Client, store: AccountStore, day: Day): Promise<Found> {
  const asked = askAndKeep(client, store, day);
  const late = new Promise<void>((passed) => setTimeout(passed, PATIENCE_MILLISECONDS)).then(() => seenDesk(store, day));
  try {
    return (await Promise.race([asked, late])) ?? (await asked);
  } catch (thrown) {
    // A refusal with a code is an answer; only where none came the phone's own stands in.
    const seen = thrown instanceof Refused && thrown.code !== undefined ? undefined : await seenDesk(store, day);
    if (!seen) throw thrown;
    return seen;
  }
}

async function askAndKeep(client: Client, store: AccountStore, day: Day): Promise<Found> {
  const answer = await ask(client, LOG_DESK, { day, month: monthOf(day) });
  // A browser that keeps nothing offers nothing without network, and everything with it.
  await Promise.all([
    keepSeen(store.owner, `${LATEST} ${day}`, answer),
    day === civilDay() ? keepSeen(store.owner, LATEST, answer) : undefined,
  ]).catch(() => undefined);
  return { answer, asOf: undefined };
}

async function seenDesk(store: AccountStore, day: Day): Promise<Found | undefined> {
  const rows = await store.seen.bulkGet([`${LATEST} ${day}`, LATEST]).catch(() => []);
  const seen = rows.find((row) => row !== undefined);
  return seen && { answer: seen.value as LogDeskQuery, asOf: seen.at };
}
