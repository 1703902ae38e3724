import { liveQuery } from 'dexie';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { logServiceOver } from './logService';
import { inTurn, Repeated } from './repeating';
import { type Passed, sendEntries, sendPhotos } from './sending';
import { sendLogs } from './sendingLogs';
import { serviceOver } from './service';
import { useStore } from './useStore';

/** Asked for by a person who does not want to wait for the next try. */
export const SEND_NOW = 'xuanpai-send-now';

/** Sends what the phone keeps of the signed-in account: at once, whenever there is more, and when the network is back. */
export function Sending() {
  const client = useClient();
  const store = useStore();
  useEffect(() => {
    const service = serviceOver(client);
    const logService = logServiceOver(client);
    const repeated = (what: string, pass: () => Promise<Passed>) =>
      new Repeated(() => inTurn(`${what} of ${store.owner}`, pass));
    // Apart, so that no entry stands behind somebody's large photo, nor behind the questions of a log with many.
    const entries = repeated('entries', () => sendEntries(store, service));
    const logs = repeated('logs', () => whenReachable(() => sendLogs(store, logService)));
    const photos = repeated('photos', () => sendPhotos(store, service));
    const all = [entries, logs, photos];
    const every = () => {
      for (const one of all) one.now();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') every();
    };
    const watched = [
      whenNew(() => store.entries.where({ state: 'WAITING' }).primaryKeys(), entries.now),
      whenNew(async () => (await store.logs.where({ state: 'WAITING' }).toArray()).map((log) => log.idempotencyKey), logs.now),
      whenNew(() => store.photos.where({ state: 'FOLLOWS' }).primaryKeys(), photos.now),
    ];
    window.addEventListener('online', every);
    window.addEventListener(SEND_NOW, every);
    document.addEventListener('visibilitychange', seen);
    every();
    return () => {
      for (const one of watched) one.unsubscribe();
      window.removeEventListener('online', every);
      window.removeEventListener(SEND_NOW, every);
      document.removeEventListener('visibilitychange', seen);
      for (const one of all) one.stop();
    };
  }, [client, store]);
  return null;
}

/** Calls `act` whenever there is a key that was not there before: a change of what waits already is no reason to hurry. */
function whenNew(read: () => Promise<string[]>, act: () => void) {
  let before: string[] = [];
  return liveQuery(read).subscribe((keys) => {
    const known = new Set(before);
    before = keys;
    if (keys.some((key) => !known.has(key))) act();
  });
}

/** What surely does not go out need not be marked as if it might have. */
function whenReachable(pass: () => Promise<Passed>): Promise<Passed> {
  return navigator.onLine ? pass() : Promise.resolve('later');
}
