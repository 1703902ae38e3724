import { type WaitingCount, useWaitingCount } from '../../shared/useWaitingCount';
import { may, useSession } from '../session/session';
import { WAITING_LEAVE } from './operations';

/** How much leave waits for a step of this person. */
export function useWaitingLeave(): WaitingCount {
  const { viewer } = useSession();
  return useWaitingCount(WAITING_LEAVE, {
    mine: may(viewer, 'leave:approve'),
    of: (data) => data.leavesWaiting.totalCount,
  });
}
