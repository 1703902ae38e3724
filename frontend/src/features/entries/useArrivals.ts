import { useCallback, useEffect, useRef } from 'react';
import type { AccountStore } from './phone';
import { useLive } from './useLive';

/** Calls `arrived` when something that the phone kept has gone to the service, from whichever tab. */
export function useArrivals(store: AccountStore, arrived: () => void): void {
  const kept = useLive(useCallback(() => readKeys(store), [store]));
  const before = useRef<string[]>([]);
  useEffect(() => {
    if (kept === undefined) return;
    const gone = before.current.some((key) => !kept.includes(key));
    before.current = kept;
    if (gone) arrived();
  }, [kept, arrived]);
}

async function readKeys(store: AccountStore): Promise<string[]> {
  const [entries, logs, photos] = await Promise.all([
    store.entries.toCollection().primaryKeys(),
    store.logs.where({ state: 'WAITING' }).toArray(),
    store.photos.where('state').anyOf('FOLLOWS', 'SENT').primaryKeys(),
  ]);
  return [...entries, ...logs.map((log) => log.idempotencyKey), ...photos];
}
