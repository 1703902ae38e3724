import { goingOut, logArrived, logRefused } from './logs';
import type { AccountStore, KeptPhoto } from './phone';
import type { ArrivedLog, KeptLog, LogPicture } from './records';
import { NeverTaken, NotNow } from './refusals';
import type { Announced, Passed } from './sending';

/** What the sending of logs asks of the service; throws `NotNow`, and `NeverTaken` with the words of a refusal. */
export interface LogService {
  announce: (photo: KeptPhoto) => Promise<Announced>;
  write: (log: KeptLog) => Promise<ArrivedLog>;
}

/** Send the logs that wait, the oldest day first; one that cannot go now holds up no other. */
export async function sendLogs(store: AccountStore, service: LogService): Promise<Passed> {
  const tried = new Set<string>();
  let passed: Passed = 'done';
  for (;;) {
    const waiting = await store.logs.where({ state: 'WAITING' }).sortBy('day');
    const log = waiting.find(({ idempotencyKey }) => !tried.has(idempotencyKey));
    if (log === undefined) return passed;
    tried.add(log.idempotencyKey);
    try {
      await sendLog(store, service, log);
    } catch (thrown) {
      if (!(thrown instanceof NotNow)) throw thrown;
      const { words } = thrown;
      if (words !== undefined) await store.logs.where({ day: log.day }).and(isStill(log)).modify({ words });
      if (thrown.about === 'everything') return 'later';
      passed = 'later';
    }
  }
}

async function sendLog(store: AccountStore, service: LogService, log: KeptLog): Promise<void> {
  const pictures = await announced(store, service, log);
  const same = await store.logs.where({ day: log.day }).and(isStill(log)).modify({ pictures });
  const going = same === 0 ? undefined : await goingOut(store, log.day, log.idempotencyKey);
  // It was taken back, or written anew, in the meantime: what stands there now has its own turn.
  if (!going) return;
  try {
    await logArrived(store, going, await service.write(going));
  } catch (thrown) {
    if (!(thrown instanceof NeverTaken)) throw thrown;
    await logRefused(store, going, thrown.message);
  }
}

function isStill({ idempotencyKey }: KeptLog): (kept: KeptLog) => boolean {
  return (kept) => kept.idempotencyKey === idempotencyKey;
}

/** The photos with the ids under which the service waits for them, all asked at once: the line may be slow. */
async function announced(store: AccountStore, service: LogService, log: KeptLog): Promise<LogPicture[]> {
  const found = await Promise.all(log.pictures.map((picture) => announcedOne(store, service, picture)));
  return found.filter((picture) => picture !== undefined);
}

async function announcedOne(store: AccountStore, service: LogService, picture: LogPicture): Promise<LogPicture | undefined> {
  const photo = await store.photos.get(picture.id);
  if (!photo) return picture.evidenceId === null ? undefined : picture;
  try {
    return { ...picture, evidenceId: (await service.announce(photo)).evidenceId };
  } catch (thrown) {
    if (!(thrown instanceof NeverTaken)) throw thrown;
    // The log does not fall with its photo.
    await store.photos.update(photo.id, { state: 'REFUSED', words: thrown.message });
    return undefined;
  }
}
