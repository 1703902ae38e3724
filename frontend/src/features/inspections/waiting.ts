import { type WaitingCount, useWaitingCount } from '../../shared/useWaitingCount';
import { may, useSession } from '../session/session';
import { WAITING_RECTIFICATIONS } from './followUp';

/** The rectifications that wait for this person to report or to judge. */
export function useWaitingRectifications(): WaitingCount {
  const { viewer } = useSession();
  return useWaitingCount(WAITING_RECTIFICATIONS, {
    mine: may(viewer, 'inspection:read') && (may(viewer, 'inspection:plan') || may(viewer, 'inspection:rectify')),
    of: (data) => data.rectificationsWaiting,
  });
}
