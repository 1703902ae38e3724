import { useMemo } from 'react';
import { useSession } from '../session/session';
import { type AccountStore, ownerOf, storeOf } from './phone';

/** What the phone keeps of the signed-in account. */
export function useStore(): AccountStore {
  const { viewer } = useSession();
  const owner = ownerOf(viewer);
  return useMemo(() => storeOf(owner), [owner]);
}
