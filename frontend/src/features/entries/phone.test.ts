import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import type { SignedIn } from '../session/session';
import { keepEntry } from './keeping';
import { countUnsent, deviceId, forgetSeen, keepSeen, keepViewer, lastViewer, ownerOf, storeOf } from './phone';

const NOW = new Date('2026-11-22T00:30:00Z');
let turn = 0;

function person(username: string): SignedIn {
  return { username, name: username, tenant: { code: '21', name: '辽宁省' } } as SignedIn;
}

beforeEach(() => {
  turn += 1;
});

it('an entry keeps the moment, the civil day of Shanghai and the place at which it was made', async () => {
  const store = storeOf(`21/a${turn}`);
  const fix = { latitude: 41.7, longitude: 121.9, accuracyM: 12 };

  const kept = await keepEntry(store, { fix, note: '  入户 ', photo: undefined }, new Date('2026-11-21T16:05:00Z'));

  expect(await store.entries.toArray()).toEqual([
    { ...kept, day: '2026-11-22', at: '2026-11-21T16:05:00.000Z', fix, note: '入户', photoId: null, state: 'WAITING', words: null },
  ]);
});

it('another account on the same phone sees nothing of it', async () => {
  const [mine, theirs] = [storeOf(`21/mine${turn}`), storeOf(`34/mine${turn}`)];
  await keepEntry(mine, { fix: undefined, note: '', photo: undefined }, NOW);

  expect(await theirs.entries.count()).toBe(0);
  expect([await countUnsent(mine.owner), await countUnsent(theirs.owner)]).toEqual([
    { checkIns: 1, logs: 0 },
    { checkIns: 0, logs: 0 },
  ]);
});

it('signing out forgets what was seen, and keeps what was not sent', async () => {
  const viewer = person(`leaver${turn}`);
  const store = storeOf(ownerOf(viewer));
  await keepViewer(viewer);
  await keepSeen(store.owner, 'month 2026-11', { days: 14 });
  await keepEntry(store, { fix: undefined, note: '', photo: undefined }, NOW);

  await forgetSeen();

  expect(await lastViewer()).toBeUndefined();
  expect(await store.seen.count()).toBe(0);
  expect(await store.entries.count()).toBe(1);
});

it('with nothing left to send, nothing at all is left of the account', async () => {
  const viewer = person(`gone${turn}`);
  await keepViewer(viewer);

  await forgetSeen();

  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain(`xuanpai ${ownerOf(viewer)}`);
  expect(await lastViewer()).toBeUndefined();
});

it('whoever signs in next takes the place of whoever was seen before', async () => {
  const [first, second] = [person(`first${turn}`), person(`second${turn}`)];
  await keepViewer(first);

  await keepViewer(second);

  expect(await lastViewer()).toEqual(second);
  expect(await storeOf(ownerOf(first)).seen.count()).toBe(0);
});

it('the phone has one id of its own, whoever asks and however often', async () => {
  const ids = new Set(await Promise.all([deviceId(), deviceId(), deviceId()]));

  expect([...ids]).toEqual([await deviceId()]);
  expect((await deviceId()).length).toBeGreaterThanOrEqual(8);
});
