import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useWaiting } from '../features/approvals/waiting';
import { useWaitingCases } from '../features/cases/waiting';
import { useWaitingClaims } from '../features/claims/waiting';
import { useWaitingRectifications } from '../features/inspections/waiting';
import { useWaitingLeave } from '../features/leave/waiting';
import type { WaitingCount } from '../shared/useWaitingCount';

const EVERY_MINUTES = 5;

/** How much waits for the person on the page at each path. */
export type Counts = Readonly<Record<string, number>>;

/** What waits for the person, and whether anybody ever asked the person to explain something. */
export interface Waiting {
  counts: Counts;
  asked: boolean;
}

/** Counted anew every few minutes and on every page: what was decided no longer waits. */
export function useCounts(): Waiting {
  const approvals = useKeptUp(useWaiting());
  const leave = useKeptUp(useWaitingLeave());
  const claims = useKeptUp(useWaitingClaims());
  const toExplain = useWaitingCases();
  const cases = useKeptUp(toExplain);
  const rectifications = useKeptUp(useWaitingRectifications());
  const counts = {
    '/approvals': approvals,
    '/leave': leave,
    '/claims': claims,
    '/cases': cases,
    '/inspections': rectifications,
  };
  return { counts, asked: toExplain.asked };
}

function useKeptUp({ count, again }: WaitingCount): number {
  const { pathname } = useLocation();
  useEffect(again, [pathname, again]);
  useEffect(() => {
    const timer = window.setInterval(again, EVERY_MINUTES * 60_000);
    return () => {
      window.clearInterval(timer);
    };
  }, [again]);
  return count;
}
