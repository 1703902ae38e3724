import { letGo } from './keeping';
import { carryInParts, goesInParts, type PartsService } from './parts';
import type { AccountStore, KeptEntry, KeptPhoto } from './phone';
import { NeverTaken, NotNow } from './refusals';

/** The upload that the service waits for; `ready` when it has arrived before. */
export interface Announced {
  evidenceId: string;
  url: string;
  fields: readonly { name: string; value: string }[];
  ready: boolean;
}

export interface EntryAnswer {
  id: string;
  outcome: 'COUNTED' | 'KEPT' | 'DUPLICATE' | 'CLAIMED' | 'CONFLICT' | 'REFUSED';
  message: string | null;
  tryAgain: boolean;
}

export interface PhotoAnswer {
  ready: boolean;
  code: string | null;
  message: string | null;
  retryable: boolean;
}

/** An entry with the id under which the service knows its photo. */
export type Outgoing = KeptEntry & { evidenceId: string | null };

/** What the sending asks of the service. Throws `NotNow` when it should be asked later, `NeverTaken` when never. */
export interface Service extends PartsService {
  announce: (photo: KeptPhoto) => Promise<Announced>;
  submit: (entries: Outgoing[]) => Promise<EntryAnswer[]>;
  deliver: (announced: Announced, photo: KeptPhoto) => Promise<void>;
  complete: (evidenceId: string) => Promise<PhotoAnswer>;
}

/** Whether everything that could be sent is sent, or something is to be tried again. */
export type Passed = 'done' | 'later';

const ENTRIES_AT_ONCE = 20;

/** Send what waits, oldest first. Photos are announced, never carried: no entry waits for a file. */
export async function sendEntries(store: AccountStore, service: Service): Promise<Passed> {
  const tried = new Set<string>();
  let passed: Passed = 'done';
  for (;;) {
    const waiting = await store.entries.where({ state: 'WAITING' }).sortBy('at');
    const next = waiting.filter((entry) => !tried.has(entry.id)).slice(0, ENTRIES_AT_ONCE);
    if (next.length === 0) return passed;
    for (const entry of next) tried.add(entry.id);
    try {
      const outgoing = await announceAll(store, service, next);
      if (outgoing.length < next.length) passed = 'later';
      if (outgoing.length > 0 && !(await settle(store, outgoing, await service.submit(outgoing)))) passed = 'later';
    } catch (thrown) {
      if (thrown instanceof NotNow) return 'later';
      throw thrown;
    }
  }
}

/** The entries that can go, with their photos announced; one whose photo can only be announced later stays behind. */
async function announceAll(store: AccountStore, service: Service, entries: KeptEntry[]): Promise<Outgoing[]> {
  // All asked at once: on a slow line each question takes its time.
  const outgoing = await Promise.all(
    entries.map(async (entry): Promise<Outgoing | undefined> => {
      try {
        return { ...entry, evidenceId: await announced(store, service, entry) };
      } catch (thrown) {
        if (!(thrown instanceof NotNow) || thrown.about === 'everything') throw thrown;
        return undefined;
      }
    }),
  );
  return outgoing.filter((entry) => entry !== undefined);
}

async function announced(store: AccountStore, service: Service, entry: KeptEntry): Promise<string | null> {
  const photo = entry.photoId === null ? undefined : await store.photos.get(entry.photoId);
  if (!photo) return null;
  try {
    return (await service.announce(photo)).evidenceId;
  } catch (thrown) {
    if (!(thrown instanceof NeverTaken)) throw thrown;
    // The entry does not fall with its photo.
    await store.transaction('rw', store.entries, store.photos, async () => {
      await store.photos.update(photo.id, { state: 'REFUSED', words: thrown.message });
      await store.entries.update(entry.id, { photoId: null });
    });
    return null;
  }
}

/** Do as the service answered; whether it answered for every entry. */
async function settle(store: AccountStore, sent: Outgoing[], answers: EntryAnswer[]): Promise<boolean> {
  let all = true;
  for (const { id } of sent) {
    const answer = answers.find((one) => one.id === id);
    if (answer === undefined || (answer.outcome === 'REFUSED' && answer.tryAgain)) all = false;
    else if (answer.outcome === 'REFUSED') await store.entries.update(id, { state: 'REFUSED', words: answer.message });
    else await letGo(store, id);
  }
  return all;
}

/**
 * Send the photos of what is in, one after the other, large ones last: each that arrives is safe, whatever becomes of
 * the next.
 */
export async function sendPhotos(store: AccountStore, service: Service): Promise<Passed> {
  const tried = new Set<string>();
  let passed: Passed = 'done';
  for (;;) {
    const following = await store.photos.where('state').anyOf('FOLLOWS', 'SENT').sortBy('at');
    const left = following.filter((one) => !tried.has(one.id));
    const photo = left.find((one) => !goesInParts(one)) ?? left[0];
    if (photo === undefined) return passed;
    tried.add(photo.id);
    try {
      if (!(await sendPhoto(store, service, photo))) passed = 'later';
    } catch (thrown) {
      if (thrown instanceof NeverTaken) await store.photos.update(photo.id, { state: 'REFUSED', words: thrown.message });
      else if (thrown instanceof NotNow && thrown.about === 'this') passed = 'later';
      else if (thrown instanceof NotNow) return 'later';
      else throw thrown;
    }
  }
}

async function sendPhoto(store: AccountStore, service: Service, photo: KeptPhoto): Promise<boolean> {
  const inParts = goesInParts(photo) && photo.state !== 'SENT';
  const { evidenceId, ready } = inParts ? await carryInParts(store, service, photo) : await carryWhole(store, service, photo);
  if (ready) {
    await forgetPhoto(store, photo);
    return true;
  }
  if (photo.state !== 'SENT') await store.photos.update(photo.id, { state: 'SENT' });
  const answer = await service.complete(evidenceId);
  if (answer.ready) {
    await forgetPhoto(store, photo);
    return true;
  }
  // What was sent did not get there: it is sent again, whole.
  if (answer.code === 'UPLOAD_MISSING') await store.photos.update(photo.id, { state: 'FOLLOWS' });
  else if (!answer.retryable) throw new NeverTaken(answer.message ?? '照片没有收下。');
  return false;
}

async function carryWhole(store: AccountStore, service: Service, photo: KeptPhoto): Promise<Announced> {
  const announced = await service.announce(photo);
  if (announced.ready || photo.state === 'SENT') return announced;
  try {
    await service.deliver(announced, photo);
  } catch (thrown) {
    // Perhaps it is there, and only the answer was lost: in parts that is seen before anything is sent again.
    if (thrown instanceof NotNow) await store.photos.update(photo.id, { broke: true });
    throw thrown;
  }
  return announced;
}

async function forgetPhoto(store: AccountStore, { id }: KeptPhoto): Promise<void> {
  await store.photos.delete(id);
  await store.carried.delete(id);
}
