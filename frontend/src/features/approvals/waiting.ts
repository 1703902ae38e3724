import { type WaitingCount, useWaitingCount } from '../../shared/useWaitingCount';
import { may, useSession } from '../session/session';
import { WAITING } from './operations';

/** How many requests of others wait for this person to decide. */
export function useWaiting(): WaitingCount {
  const { viewer } = useSession();
  return useWaitingCount(WAITING, {
    mine: may(viewer, 'approval:read') && may(viewer, 'approval:decide'),
    of: (data) => data.approvalRequests.nodes.filter((request) => !request.mine).length,
  });
}
