import { type WaitingCount, useWaitingCount } from '../../shared/useWaitingCount';
import { may, useSession } from '../session/session';
import { WAITING_CLAIMS } from './operations';

/** How many claims and conflicts wait for this person to decide. */
export function useWaitingClaims(): WaitingCount {
  const { viewer } = useSession();
  return useWaitingCount(WAITING_CLAIMS, {
    mine: may(viewer, 'attendance:read') && may(viewer, 'attendance:decide'),
    of: (data) => data.backfillRequests.totalCount + data.attendanceConflicts.totalCount,
  });
}
