import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, expect, it } from 'vitest';
import { inputOf } from './logService';
import { dropDraft, goingOut, keepDraft, keepLog, logArrived, onPhone, withdrawLog, type Written } from './logs';
import { AccountStore, countUnsent, forgetSeen, type KeptPhoto, keepViewer, logOf, storeOf } from './phone';
import type { ArrivedLog, KeptLog, TypedLog } from './records';
import { NeverTaken, NotNow } from './refusals';
import { type LogService, sendLogs } from './sendingLogs';

const DAY = '2026-11-22';
const TYPED: TypedLog = { content: '', place: '村部', companions: '', householdsVisited: 2, helpGiven: '', problemsHeard: ' ' };

function written(content: string, more: Partial<Written> = {}): Written {
  return { typed: { ...TYPED, content }, items: null, files: [], pictures: [], base: null, ...more };
}

function picture(id: string) {
  return { id, file: new File([id], `${id}.jpg`, { type: 'image/jpeg' }) };
}

/** A service that has at most one log a day, knows what it replaces, and does each key once. */
class Office implements LogService {
  readonly logs = new Map<string, ArrivedLog>();
  readonly keys: string[] = [];
  readonly announcements: string[] = [];
  refusal: string | undefined;
  answersLost = 0;
  /** Runs when the log has arrived and its answer is not there yet. */
  meanwhile: (() => Promise<void>) | undefined;
  neverTaken = new Set<string>();
  private writes = 0;

  announce = (photo: KeptPhoto) => {
    this.announcements.push(photo.id);
    if (this.neverTaken.has(photo.id)) return Promise.reject(new NeverTaken('照片不能超过 10 MB。'));
    return Promise.resolve({ evidenceId: `E-${photo.id}`, url: '/store', fields: [], ready: false });
  };

  write = async (log: KeptLog): Promise<ArrivedLog> => {
    if (this.refusal !== undefined) throw new NeverTaken(this.refusal);
    const { idempotencyKey, day, content, photoIds, replaces } = inputOf(log);
    if (!this.keys.includes(idempotencyKey)) {
      const there = this.logs.get(day);
      if (replaces !== undefined && replaces !== (there?.updatedAt ?? null)) throw new NeverTaken('这一天的日志已在别处写过。');
      this.put(day, content, (photoIds as string[]).map((id) => ({ id, fileName: id })));
      this.keys.push(idempotencyKey);
    }
    await this.meanwhile?.();
    if (this.answersLost > 0) {
      this.answersLost -= 1;
      throw new NotNow('everything');
    }
    const stands = this.logs.get(day);
    if (!stands) throw new Error('no log');
    return stands;
  };

  put(day: string, content: string, evidence: { id: string; fileName: string }[] = []): void {
    this.writes += 1;
    const updatedAt = `2026-11-22T08:00:0${this.writes}+00:00`;
    const rest = { place: null, companions: null, householdsVisited: 0, helpGiven: null, problemsHeard: null };
    this.logs.set(day, { day, content, evidence, updatedAt, ...rest, incomplete: [], evidenceMissing: false });
  }
}

let store: AccountStore;
let office: Office;
let turn = 0;

beforeEach(() => {
  turn += 1;
  store = storeOf(`21/writer${turn}`);
  office = new Office();
});

it('check-ins that the release before has kept are there after the change, and logs can be kept beside them', async () => {
  const before = new Dexie('xuanpai 21/upgraded');
  before.version(1).stores({ entries: 'id, state, day', photos: 'id, state, entryId', seen: 'name' });
  const entry = { id: 'e', idempotencyKey: 'k', day: DAY, at: `${DAY}T00:00:00.000Z`, fix: null, note: null, photoId: 'p' };
  await before.table('entries').add({ ...entry, state: 'WAITING', words: null });
  await before.table('photos').add({ id: 'p', entryId: 'e', day: DAY, at: entry.at, file: new Blob(['x']), state: 'HELD' });
  before.close();

  const after = new AccountStore('21/upgraded');
  await keepLog(after, DAY, written('走访两户。'));

  expect(await after.entries.toArray()).toEqual([{ ...entry, state: 'WAITING', words: null }]);
  expect((await after.photos.toArray()).map(({ id, state }) => [id, state])).toEqual([['p', 'HELD']]);
  expect((await after.logs.toArray()).map(({ day, state }) => [day, state])).toEqual([[DAY, 'WAITING']]);
});

it('a log goes first, and its photos follow it', async () => {
  await keepLog(store, DAY, written(' 走访两户。 ', { pictures: [picture('a'), picture('b')] }));

  expect(await sendLogs(store, office)).toBe('done');

  expect(office.logs.get(DAY)).toMatchObject({ content: '走访两户。', evidence: [{ id: 'E-a' }, { id: 'E-b' }] });
  expect(await store.logs.count()).toBe(0);
  expect((await store.photos.toArray()).map(({ id, state, entryId }) => [id, state, entryId])).toEqual([
    ['a', 'FOLLOWS', logOf(DAY)],
    ['b', 'FOLLOWS', logOf(DAY)],
  ]);
  expect(await countUnsent(store.owner)).toEqual({ checkIns: 0, logs: 1 });
});

it('what is sent says which log it replaces, and what was typed without blanks', async () => {
  await keepLog(store, DAY, written('开会', { base: 'v1', files: [{ id: 'F', fileName: '旧.jpg' }] }));
  const [kept] = await store.logs.toArray();

  expect(kept && inputOf(kept)).toEqual({
    idempotencyKey: kept?.idempotencyKey,
    day: DAY,
    content: '开会',
    place: '村部',
    companions: null,
    householdsVisited: 2,
    helpGiven: null,
    problemsHeard: null,
    photoIds: ['F'],
    replaces: 'v1',
  });
  expect(kept && 'replaces' in inputOf({ ...kept, base: undefined })).toBe(false);
});

it('an answer lost on its way back makes no second effect, also when the log is written anew before it comes', async () => {
  await keepLog(store, DAY, written('第一篇', { pictures: [picture('a')] }));
  office.answersLost = 1;
  expect(await sendLogs(store, office)).toBe('later');
  await keepLog(store, DAY, written('第二篇', { pictures: [picture('a'), picture('b')] }));

  expect(await sendLogs(store, office)).toBe('done');

  expect(office.keys.length).toBe(2);
  expect(office.logs.get(DAY)).toMatchObject({ content: '第二篇', evidence: [{ id: 'E-a' }, { id: 'E-b' }] });
  expect(await store.logs.count()).toBe(0);
  expect((await store.photos.toArray()).map(({ id, state }) => [id, state])).toEqual([
    ['a', 'FOLLOWS'],
    ['b', 'FOLLOWS'],
  ]);
});

it('what is typed while the log goes out stands on top of it, with its photos as files', async () => {
  await keepLog(store, DAY, written('第一篇', { pictures: [picture('a')] }));
  office.meanwhile = async () => {
    office.meanwhile = undefined;
    await keepDraft(store, DAY, written('第一篇，再补一句', { pictures: [picture('a')] }));
  };
  await sendLogs(store, office);
  const { draft } = await onPhone(store, DAY);

  expect(draft).toMatchObject({ base: office.logs.get(DAY)?.updatedAt, pictures: [], files: [{ id: 'E-a' }] });
  // The page itself still knows the photo as its own, and the log as it was before.
  await keepLog(store, DAY, written('第一篇，再补一句', { pictures: [picture('a')] }));
  expect(await sendLogs(store, office)).toBe('done');
  expect(office.logs.get(DAY)).toMatchObject({ content: '第一篇，再补一句', evidence: [{ id: 'E-a' }] });
});

it('a log of the day that was written elsewhere is not overwritten: both texts are there', async () => {
  office.put(DAY, '电脑上写的');
  await keepLog(store, DAY, written('手机上写的', { pictures: [picture('a')] }));

  expect(await sendLogs(store, office)).toBe('done');

  expect(office.logs.get(DAY)?.content).toBe('电脑上写的');
  expect(await store.logs.get(DAY)).toMatchObject({
    state: 'REFUSED',
    words: '这一天的日志已在别处写过。',
    typed: { content: '手机上写的' },
  });
  expect((await store.photos.toArray()).map(({ state }) => state)).toEqual(['HELD']);
});

it('a refused log stays as it was written, is not sent again by itself, and goes when it was mended', async () => {
  await keepLog(store, DAY, written('盖章以后写的'));
  office.refusal = '当月考勤表已盖章锁定，不能再改。';
  expect([await sendLogs(store, office), await sendLogs(store, office)]).toEqual(['done', 'done']);
  const refused = await store.logs.get(DAY);
  office.refusal = undefined;
  expect(await sendLogs(store, office)).toBe('done');
  expect([refused?.state, refused?.words, office.logs.size]).toEqual(['REFUSED', '当月考勤表已盖章锁定，不能再改。', 0]);

  await keepLog(store, DAY, written('盖章以后写的，退回后再发'));
  await sendLogs(store, office);

  expect([office.logs.get(DAY)?.content, await store.logs.count()]).toEqual(['盖章以后写的，退回后再发', 0]);
});

it('what was written since a refused log went out is tried in its place', async () => {
  await keepLog(store, DAY, written('第一篇'));
  office.answersLost = 1;
  office.meanwhile = () => Promise.resolve(office.keys.pop()).then(() => undefined);
  await sendLogs(store, office);
  await keepLog(store, DAY, written('第二篇', { base: undefined }));
  office.meanwhile = undefined;
  office.put(DAY, '别处写的');

  expect(await sendLogs(store, office)).toBe('done');

  expect(office.logs.get(DAY)?.content).toBe('第二篇');
});

it('a log is taken back until it may have gone out', async () => {
  await keepLog(store, DAY, written('先不发', { pictures: [picture('a')] }));
  await withdrawLog(store, DAY);
  expect(await onPhone(store, DAY)).toMatchObject({ kept: undefined, draft: { typed: { content: '先不发' }, pictures: [{ id: 'a' }] } });
  expect((await store.photos.toArray()).map(({ state }) => state)).toEqual(['HELD']);

  await keepLog(store, DAY, written('发了', { pictures: [picture('a')] }));
  const kept = await store.logs.get(DAY);
  await goingOut(store, DAY, kept?.idempotencyKey ?? '');
  await withdrawLog(store, DAY);

  expect(await onPhone(store, DAY)).toMatchObject({ kept: { tried: true }, draft: undefined });
});

it('a log that was taken back while its photos were announced does not go out', async () => {
  await keepLog(store, DAY, written('反悔', { pictures: [picture('a')] }));
  const announce = office.announce;
  office.announce = async (photo) => {
    await withdrawLog(store, DAY);
    return announce(photo);
  };

  expect(await sendLogs(store, office)).toBe('done');

  expect([office.keys, (await onPhone(store, DAY)).draft?.typed.content]).toEqual([[], '反悔']);
});

it('a photo that is never taken does not hold its log back', async () => {
  office.neverTaken.add('a');
  await keepLog(store, DAY, written('走访', { pictures: [picture('a'), picture('b')] }));

  await sendLogs(store, office);

  expect(office.logs.get(DAY)?.evidence.map(({ id }) => id)).toEqual(['E-b']);
  expect((await store.photos.toArray()).map(({ id, state, words }) => [id, state, words])).toEqual([
    ['a', 'REFUSED', '照片不能超过 10 MB。'],
    ['b', 'FOLLOWS', null],
  ]);
});

it('a draft has its photos, and leaves nothing behind when it is not wanted', async () => {
  await keepDraft(store, DAY, written('写了一半', { pictures: [picture('a'), picture('b')] }));
  await keepDraft(store, DAY, written('写了一半多', { pictures: [picture('b')] }));
  expect((await onPhone(store, DAY)).draft).toMatchObject({ typed: { content: '写了一半多' }, pictures: [{ id: 'b' }] });

  await dropDraft(store, DAY);

  expect([await store.drafts.count(), await store.photos.count()]).toEqual([0, 0]);
});

it('a draft outlives signing out, and nobody else sees it', async () => {
  const viewer = { username: `drafter${turn}`, name: '甲', tenant: { code: '21', name: '辽宁省' } };
  const mine = storeOf(`21/drafter${turn}`);
  await keepViewer(viewer as Parameters<typeof keepViewer>[0]);
  await keepDraft(mine, DAY, written('写了一半'));

  await forgetSeen();

  expect(await mine.drafts.count()).toBe(1);
  expect(await storeOf(`21/other${turn}`).drafts.count()).toBe(0);
});

it('two tabs that send the same log have one effect', async () => {
  await keepLog(store, DAY, written('一篇'));
  const kept = await store.logs.get(DAY);
  if (!kept) throw new Error('not kept');
  const log = await office.write(kept);
  await sendLogs(store, office);
  await logArrived(store, kept, log);

  expect([office.keys.length, await store.logs.count(), (await onPhone(store, DAY)).sent?.version]).toEqual([
    1,
    0,
    log.updatedAt,
  ]);
});

it('one log that the service cannot take now holds up no other, and says why it waits', async () => {
  await keepLog(store, '2026-11-20', written('前天'));
  await keepLog(store, DAY, written('今天'));
  const write = office.write;
  office.write = (log) => (log.day === DAY ? write(log) : Promise.reject(new NotNow('this', '处理超时。')));

  expect(await sendLogs(store, office)).toBe('later');

  expect([...office.logs.keys()]).toEqual([DAY]);
  expect((await store.logs.toArray()).map(({ day, words, state }) => [day, words, state])).toEqual([
    ['2026-11-20', '处理超时。', 'WAITING'],
  ]);
});
