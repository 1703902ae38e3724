import Dexie, { type EntityTable } from 'dexie';
import type { Day } from '../../shared/days';
import type { Fix } from '../cadre/location';
import { randomUuid } from '../cadre/attempts';
import type { SignedIn } from '../session/session';
import type { KeptLog, LogDraft } from './records';

/** A check-in as it was made: its moment and place never change, however late it is sent. */
export interface KeptEntry {
  /** Made here; the service knows the act by it. */
  id: string;
  idempotencyKey: string;
  day: Day;
  /** ISO 8601. */
  at: string;
  fix: Fix | null;
  note: string | null;
  /** Of `KeptPhoto`; null without one, or when the service does not take it. */
  photoId: string | null;
  state: 'WAITING' | 'REFUSED';
  /** Why the service did not take it. */
  words: string | null;
}

/** A photo that has not arrived. It may follow once the service has answered for its entry, never before. */
export interface KeptPhoto {
  /** Made here; the service knows the file by it. */
  id: string;
  /** The check-in's id, or `logOf` the day of the log. */
  entryId: string;
  day: Day;
  at: string;
  fileName: string;
  contentType: string;
  file: Blob;
  state: 'HELD' | 'FOLLOWS' | 'SENT' | 'REFUSED';
  words: string | null;
  /** Sending it whole has failed: from now on it goes in parts, however small it is. */
  broke?: true;
}

/** How much of a photo is there. */
export interface Carried {
  photoId: string;
  sent: number;
  size: number;
}

/** Something of the service's that was seen with this account, and when. */
interface Seen {
  name: string;
  value: unknown;
  /** ISO 8601. */
  at: string;
}

/** What the phone keeps of one account; another account has a database of its own. */
export class AccountStore extends Dexie {
  declare entries: EntityTable<KeptEntry, 'id'>;
  declare photos: EntityTable<KeptPhoto, 'id'>;
  declare seen: EntityTable<Seen, 'name'>;
  declare logs: EntityTable<KeptLog, 'day'>;
  declare drafts: EntityTable<LogDraft, 'day'>;
  declare carried: EntityTable<Carried, 'photoId'>;

  constructor(readonly owner: string) {
    super(`xuanpai ${owner}`);
    this.version(1).stores({ entries: 'id, state, day', photos: 'id, state, entryId', seen: 'name' });
    this.version(2).stores({ logs: 'day, state', drafts: 'day', carried: 'photoId' });
  }
}

const LOG = 'log ';

/** The name under which the photos of a day's log are kept. */
export function logOf(day: Day): string {
  return LOG + day;
}

/** The day of the log that a photo belongs to; undefined for a check-in's. */
export function dayOfLog({ entryId }: Pick<KeptPhoto, 'entryId'>): Day | undefined {
  return entryId.startsWith(LOG) ? entryId.slice(LOG.length) : undefined;
}

/** What the phone keeps whoever is signed in. */
class PhoneStore extends Dexie {
  declare facts: EntityTable<{ name: 'device' | 'owner'; value: string }, 'name'>;

  constructor() {
    super('xuanpai');
    this.version(1).stores({ facts: 'name' });
  }
}

const phone = new PhoneStore();
const opened = new Map<string, AccountStore>();

/** Whose store it is: user names are unique in a province. */
export function ownerOf(viewer: Pick<SignedIn, 'username'> & { tenant: { code: string } }): string {
  return `${viewer.tenant.code}/${viewer.username}`;
}

export function storeOf(owner: string): AccountStore {
  const known = opened.get(owner);
  if (known) return known;
  const made = new AccountStore(owner);
  opened.set(owner, made);
  return made;
}

/** This installation's own id, made at random and the same for every account: several people on one phone can be seen. */
export function deviceId(): Promise<string> {
  return phone.transaction('rw', phone.facts, async () => {
    const known = await phone.facts.get('device');
    if (known) return known.value;
    const made = randomUuid();
    await phone.facts.add({ name: 'device', value: made });
    return made;
  });
}

/** Keep what was seen with the account. */
export async function keepSeen(owner: string, name: string, value: unknown): Promise<void> {
  await storeOf(owner).seen.put({ name, value, at: new Date().toISOString() });
}

/** Who is signed in, for a start without network. */
export async function keepViewer(viewer: SignedIn): Promise<void> {
  const owner = ownerOf(viewer);
  const before = await phone.facts.get('owner');
  if (before && before.value !== owner) await forgetSeen();
  await phone.facts.put({ name: 'owner', value: owner });
  await keepSeen(owner, 'viewer', viewer);
}

/** Who was signed in when the service last answered. */
export async function lastViewer(): Promise<SignedIn | undefined> {
  const owner = await phone.facts.get('owner');
  const seen = owner && (await storeOf(owner.value).seen.get('viewer'));
  return seen?.value as SignedIn | undefined;
}

/** Delete everything seen with the account last signed in; what it has not sent yet stays for its next session. */
export async function forgetSeen(): Promise<void> {
  const owner = await phone.facts.get('owner');
  if (!owner) return;
  const store = storeOf(owner.value);
  await store.seen.clear();
  await phone.facts.delete('owner');
  const kept = await Promise.all([store.entries.count(), store.photos.count(), store.logs.count(), store.drafts.count()]);
  if (kept.some((count) => count > 0)) return;
  opened.delete(owner.value);
  await store.delete();
}

/** Ask the browser not to clear the stores when it is short of room. */
export function holdOn(): void {
  if ('storage' in navigator) navigator.storage.persist().catch(() => undefined);
}

/** How many check-ins, and how many logs, the service has not received, or not with all their photos. */
export async function countUnsent(owner: string): Promise<{ checkIns: number; logs: number }> {
  const store = storeOf(owner);
  const entries = await store.entries.where({ state: 'WAITING' }).primaryKeys();
  const logs = (await store.logs.where({ state: 'WAITING' }).primaryKeys()).map(logOf);
  const following = (await store.photos.where('state').anyOf('FOLLOWS', 'SENT').toArray()).map(({ entryId }) => entryId);
  const unsent = [...new Set([...entries, ...logs, ...following])];
  const ofLogs = unsent.filter((entryId) => dayOfLog({ entryId }) !== undefined).length;
  return { checkIns: unsent.length - ofLogs, logs: ofLogs };
}
