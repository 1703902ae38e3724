import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import type { MyPostingQuery } from '../../gql/graphql';
import { civilDay, monthOf, type MonthText } from '../../shared/days';
import { type AccountStore, keepSeen } from '../entries/phone';
import { useLive } from '../entries/useLive';
import { useOnline } from '../entries/useOnline';
import { useStore } from '../entries/useStore';
import { MY_POSTING } from './operations';

export type MyPosting = NonNullable<MyPostingQuery['myPosting']>;
export type MyDay = NonNullable<MyPosting['attendanceDays']>[number];
export type MyLog = NonNullable<MyPosting['workLogs']>[number];

// A month that is still empty names no type in its answer, and would not be read anew after the first check-in.
const CHANGED_BY = ['AttendanceDay', 'WorkLog', 'AttendanceConflict', 'BackfillRequest'];
/** The month last seen, whichever it was: the first of a month can come without network. */
const LATEST = 'month';
// On a line that hardly moves, what was seen before is better than nothing.
const PATIENCE_MILLISECONDS = 5000;

/**
 * One's own posting with one month of it; read anew whenever one has checked in or written a log. What was seen last
 * stands in for an answer that does not come; `asOf` is then the moment at which it was seen.
 */
export function useMyMonth(month: MonthText) {
  const context = useMemo(() => ({ additionalTypenames: CHANGED_BY }), []);
  const [{ data, error, fetching }, again] = useQuery({ query: MY_POSTING, variables: { month }, context });
  const store = useStore();
  const online = useOnline();
  const late = useLate(fetching && !data);
  const seen = useLive(useCallback(() => lastSeen(store, month), [store, month]));

  useEffect(() => {
    // A browser that keeps nothing shows nothing without network, and loses nothing with it.
    if (data && !error) keep(store, month, data).catch(() => undefined);
  }, [store, month, data, error]);

  const unanswered = error !== undefined || late || !online;
  const shown = data ?? (unanswered ? seen?.value : undefined);
  return [{ data: shown, error: shown ? undefined : error, asOf: unanswered && shown ? seen?.at : undefined }, again] as const;
}

async function keep(store: AccountStore, month: MonthText, data: MyPostingQuery): Promise<void> {
  await keepSeen(store.owner, `month ${month}`, data);
  if (month === monthOf(civilDay())) await keepSeen(store.owner, LATEST, data);
}

async function lastSeen(store: AccountStore, month: MonthText): Promise<{ at: string; value: MyPostingQuery } | undefined> {
  const same = await store.seen.get(`month ${month}`);
  if (same) return { at: same.at, value: same.value as MyPostingQuery };
  const latest = month === monthOf(civilDay()) ? await store.seen.get(LATEST) : undefined;
  return latest && { at: latest.at, value: without(latest.value as MyPostingQuery) };
}

/** The posting without what belongs to the month that it was seen with. */
function without({ myPosting }: MyPostingQuery): MyPostingQuery {
  const empty = { month: null, attendanceDays: [], nights: [], workLogs: [] };
  return { myPosting: myPosting ? { ...myPosting, ...empty } : null };
}

function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      setLate(true);
    }, PATIENCE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return late;
}
