import type { Day } from '../../shared/days';
import { randomUuid } from '../cadre/attempts';
import { typeOf } from '../cadre/photos';
import { type AccountStore, type KeptPhoto, logOf } from './phone';
import { type ArrivedLog, caughtUp, type KeptLog, type LogBody, type LogPicture, type SentLog } from './records';

/** A photo of a log with its bytes. */
export interface Held {
  id: string;
  file: File;
}

/** All that stands on the page of a day's log. */
export type Written = Omit<LogBody, 'pictures'> & { pictures: readonly Held[] };

/** What the phone has of the log of a day. */
export interface OnPhone {
  draft: (LogBody & { at: string }) | undefined;
  kept: KeptLog | undefined;
  sent: SentLog | undefined;
}

/** Keep what stands on the page, unfinished as it is. */
export async function keepDraft(store: AccountStore, day: Day, written: Written, now: Date = new Date()): Promise<void> {
  await change(store, async () => {
    const body = await taken(store, day, written, now);
    await store.drafts.put({ ...body, day, at: now.toISOString() });
  });
}

/** Keep a finished log to be sent. What may have gone out already is not changed: the new one goes after it. */
export async function keepLog(store: AccountStore, day: Day, written: Written, now: Date = new Date()): Promise<void> {
  await change(store, async () => {
    const body = await taken(store, day, written, now);
    const before = await store.logs.get(day);
    const after = before && mayHaveGone(before) ? { ...before, next: body } : finished(day, body, now);
    await store.logs.put(after);
    await store.drafts.delete(day);
    await dropLoose(store, day);
  });
}

/** Whether the service may have the log although it has not answered. */
export function mayHaveGone({ state, tried }: KeptLog): boolean {
  return state === 'WAITING' && tried;
}

/** Take a log back before it goes out: it is a draft again. One that may have gone stays. */
export async function withdrawLog(store: AccountStore, day: Day, now: Date = new Date()): Promise<void> {
  await change(store, async () => {
    const kept = await store.logs.get(day);
    if (!kept || mayHaveGone(kept)) return;
    const { typed, items, files, pictures, base } = kept;
    if (!(await store.drafts.get(day))) {
      await store.drafts.put({ day, at: now.toISOString(), typed, items, files, pictures, base });
    }
    await store.logs.delete(day);
    await dropLoose(store, day);
  });
}

/** Throw away what was not finished. */
export async function dropDraft(store: AccountStore, day: Day): Promise<void> {
  await change(store, async () => {
    await store.drafts.delete(day);
    await dropLoose(store, day);
  });
}

/** Throw away a log that the service did not take. */
export async function dropLog(store: AccountStore, day: Day): Promise<void> {
  await change(store, async () => {
    await store.logs.delete(day);
    await dropLoose(store, day);
  });
}

/** Say that the log goes out now as it is; undefined when another has come in its place. */
export async function goingOut(store: AccountStore, day: Day, idempotencyKey: string): Promise<KeptLog | undefined> {
  return store.transaction('rw', store.logs, async () => {
    const kept = await store.logs.get(day);
    if (kept?.idempotencyKey !== idempotencyKey || kept.state !== 'WAITING') return undefined;
    await store.logs.update(day, { tried: true });
    return { ...kept, tried: true };
  });
}

/** The service has the log: it leaves, its photos follow, and what was written since stands on it. */
export async function logArrived(store: AccountStore, gone: KeptLog, log: ArrivedLog, now: Date = new Date()): Promise<void> {
  await change(store, async () => {
    const { day } = gone;
    const kept = await store.logs.get(day);
    if (kept?.idempotencyKey !== gone.idempotencyKey) return;
    const sent = sentWith(await sentLog(store, day), gone, log);
    await store.seen.put({ name: logOf(day), value: sent, at: now.toISOString() });
    const pictures = gone.pictures.map(({ id }) => id);
    await store.photos.where('id').anyOf(pictures).and(({ state }) => state === 'HELD').modify({ state: 'FOLLOWS' });
    if (kept.next) await store.logs.put(finished(day, caughtUp(kept.next, sent), now));
    else await store.logs.delete(day);
    const draft = await store.drafts.get(day);
    if (draft) await store.drafts.put(caughtUp(draft, sent));
    await dropLoose(store, day);
  });
}

/** The service will not take the log; what was written since is tried in its place. */
export async function logRefused(store: AccountStore, gone: KeptLog, words: string, now: Date = new Date()): Promise<void> {
  await change(store, async () => {
    const kept = await store.logs.get(gone.day);
    if (kept?.idempotencyKey !== gone.idempotencyKey) return;
    const after = kept.next ? finished(gone.day, kept.next, now) : { ...kept, state: 'REFUSED' as const, words };
    await store.logs.put(after);
    await dropLoose(store, gone.day);
  });
}

/** What the phone has of a day. */
export async function onPhone(store: AccountStore, day: Day): Promise<OnPhone> {
  const [draft, kept, sent] = await Promise.all([store.drafts.get(day), store.logs.get(day), sentLog(store, day)]);
  return { draft, kept, sent };
}

/** The photos of a body, with the bytes that are still here. */
export async function heldPictures(store: AccountStore, pictures: readonly LogPicture[]): Promise<Held[]> {
  const photos = await store.photos.bulkGet(pictures.map(({ id }) => id));
  return photos.flatMap((photo) => (photo ? [{ id: photo.id, file: fileOf(photo) }] : []));
}

function fileOf({ file, fileName, contentType }: KeptPhoto): File {
  return file instanceof File ? file : new File([file], fileName, { type: contentType });
}

async function sentLog(store: AccountStore, day: Day): Promise<SentLog | undefined> {
  return (await store.seen.get(logOf(day)))?.value as SentLog | undefined;
}

function sentWith(before: SentLog | undefined, gone: KeptLog, log: ArrivedLog): SentLog {
  const became = gone.pictures.flatMap(({ id, fileName, evidenceId }) =>
    evidenceId === null ? [] : [[id, { id: evidenceId, fileName }] as const],
  );
  return {
    version: log.updatedAt,
    over: [...(before?.version === gone.base ? (before?.over ?? []) : []), gone.base],
    became: { ...before?.became, ...Object.fromEntries(became) },
    log,
  };
}

function finished(day: Day, body: LogBody, now: Date): KeptLog {
  const made = { day, at: now.toISOString(), idempotencyKey: randomUuid() };
  return { ...body, ...made, tried: false, state: 'WAITING', words: null, next: null };
}

/** What stands on the page as it is kept; photos that were not on the phone yet come with it. */
async function taken(store: AccountStore, day: Day, written: Written, now: Date): Promise<LogBody> {
  const there = await store.photos.bulkGet(written.pictures.map(({ id }) => id));
  const sent = await sentLog(store, day);
  const fresh = written.pictures.filter(({ id }, index) => there[index] === undefined && sent?.became[id] === undefined);
  await store.photos.bulkAdd(
    fresh.map(({ id, file }): KeptPhoto => {
      const named = { fileName: file.name, contentType: typeOf(file) };
      return { id, entryId: logOf(day), day, at: now.toISOString(), ...named, file, state: 'HELD', words: null };
    }),
  );
  const kept = await store.logs.get(day);
  const announced = new Map(kept?.pictures.map(({ id, evidenceId }) => [id, evidenceId]));
  const pictures = written.pictures.map(({ id, file }) => {
    return { id, fileName: file.name, evidenceId: announced.get(id) ?? null };
  });
  const { typed, items, files, base } = written;
  return caughtUp({ typed, items, files, pictures, base }, sent);
}

/** Delete the photos of a day that nothing names any more, and that the service does not wait for. */
async function dropLoose(store: AccountStore, day: Day): Promise<void> {
  const [draft, kept] = await Promise.all([store.drafts.get(day), store.logs.get(day)]);
  const bodies = [draft, kept, kept?.next].filter((body) => body != null);
  const named = new Set(bodies.flatMap(({ pictures }) => pictures.map(({ id }) => id)));
  await store.photos.where({ entryId: logOf(day) }).and(({ id, state }) => state === 'HELD' && !named.has(id)).delete();
}

function change(store: AccountStore, act: () => Promise<void>): Promise<void> {
  return store.transaction('rw', [store.logs, store.drafts, store.photos, store.seen], act);
}
