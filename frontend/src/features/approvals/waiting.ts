import { useCallback, useEffect } from 'react';
import { useQuery } from 'urql';
import { may, useSession } from '../session/session';
import { WAITING } from './operations';

const EVERY_MINUTES = 5;

/** How many requests of others wait for this person to decide; looked up anew every few minutes, and by `again`. */
export function useWaiting(): { count: number; again: () => void } {
  const { viewer } = useSession();
  const pause = !may(viewer, 'approval:read') || !may(viewer, 'approval:decide');
  const [{ data }, ask] = useQuery({ query: WAITING, pause, requestPolicy: 'cache-and-network' });
  const again = useCallback(() => {
    if (!pause) ask({ requestPolicy: 'network-only' });
  }, [ask, pause]);
  useEffect(() => {
    const timer = window.setInterval(again, EVERY_MINUTES * 60_000);
    return () => {
      window.clearInterval(timer);
    };
  }, [again]);
  return { count: data?.approvalRequests.nodes.filter((request) => !request.mine).length ?? 0, again };
}
