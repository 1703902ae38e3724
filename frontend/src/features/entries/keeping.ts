import { civilDay } from '../../shared/days';
import { randomUuid } from '../cadre/attempts';
import type { Fix } from '../cadre/location';
import { typeOf } from '../cadre/photos';
import type { AccountStore, KeptEntry } from './phone';

export interface NewEntry {
  fix: Fix | undefined;
  note: string;
  photo: File | undefined;
}

/** Keep a check-in made at this moment; it is sent by whoever watches the store. */
export async function keepEntry(store: AccountStore, made: NewEntry, now: Date = new Date()): Promise<KeptEntry> {
  const entry: KeptEntry = {
    id: randomUuid(),
    idempotencyKey: randomUuid(),
    day: civilDay(now),
    at: now.toISOString(),
    fix: made.fix ?? null,
    note: made.note.trim() || null,
    photoId: made.photo ? randomUuid() : null,
    state: 'WAITING',
    words: null,
  };
  await store.transaction('rw', store.entries, store.photos, async () => {
    await store.entries.add(entry);
    if (made.photo && entry.photoId !== null) {
      await store.photos.add({
        id: entry.photoId,
        entryId: entry.id,
        day: entry.day,
        at: entry.at,
        fileName: made.photo.name,
        contentType: typeOf(made.photo),
        file: made.photo,
        state: 'HELD',
        words: null,
      });
    }
  });
  return entry;
}

/** The service has answered for the entry: it leaves, and its photo may follow. */
export async function letGo(store: AccountStore, entryId: string): Promise<void> {
  await store.transaction('rw', store.entries, store.photos, async () => {
    await store.entries.delete(entryId);
    await store.photos.where({ entryId }).and((photo) => photo.state === 'HELD').modify({ state: 'FOLLOWS' });
  });
}

/** Throw away an entry that the service did not take, with its photo. */
export async function discard(store: AccountStore, entryId: string): Promise<void> {
  await store.transaction('rw', store.entries, store.photos, async () => {
    await store.entries.delete(entryId);
    await store.photos.where({ entryId }).delete();
  });
}
