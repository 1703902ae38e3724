import { liveQuery } from 'dexie';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { inTurn, Repeated } from './repeating';
import { sendEntries, sendPhotos } from './sending';
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
    // Apart, so that no entry stands behind somebody's large photo.
    const entries = new Repeated(() => inTurn(`entries of ${store.owner}`, () => sendEntries(store, service)));
    const photos = new Repeated(() => inTurn(`photos of ${store.owner}`, () => sendPhotos(store, service)));
    const both = () => {
      entries.now();
      photos.now();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') both();
    };
    const watched = [
      liveQuery(() => store.entries.where({ state: 'WAITING' }).primaryKeys()).subscribe((keys) => {
        if (keys.length > 0) entries.now();
      }),
      liveQuery(() => store.photos.where({ state: 'FOLLOWS' }).primaryKeys()).subscribe((keys) => {
        if (keys.length > 0) photos.now();
      }),
    ];
    window.addEventListener('online', both);
    window.addEventListener(SEND_NOW, both);
    document.addEventListener('visibilitychange', seen);
    both();
    return () => {
      for (const one of watched) one.unsubscribe();
      window.removeEventListener('online', both);
      window.removeEventListener(SEND_NOW, both);
      document.removeEventListener('visibilitychange', seen);
      entries.stop();
      photos.stop();
    };
  }, [client, store]);
  return null;
}
