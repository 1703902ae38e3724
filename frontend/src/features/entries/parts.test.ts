import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { FarEnd, PART } from './farEnd';
import { keepEntry } from './keeping';
import { type AccountStore, storeOf } from './phone';
import { NotNow } from './refusals';
import { sendEntries, sendPhotos } from './sending';

let store: AccountStore;
let far: FarEnd;
let turn = 0;

beforeEach(() => {
  turn += 1;
  store = storeOf(`21/carrier${turn}`);
  far = new FarEnd();
});

async function made(minute = 0) {
  const photo = new File([`photo ${minute}`], '现场.jpg', { type: 'image/jpeg' });
  return keepEntry(store, { fix: undefined, note: '', photo }, new Date(Date.UTC(2026, 10, 22, 0, minute)));
}

async function large(megabytes: number) {
  const photo = new File([new Uint8Array(megabytes * 1024 * 1024)], '全景.jpg', { type: 'image/jpeg' });
  const entry = await keepEntry(store, { fix: undefined, note: '', photo }, new Date(Date.UTC(2026, 10, 22)));
  await sendEntries(store, far);
  return entry.photoId ?? '';
}

it('a large photo goes in parts, and after a break only what is missing', async () => {
  const id = await large(12);
  far.trouble.set('put', new NotNow('everything'));

  expect(await sendPhotos(store, far)).toBe('later');
  expect(far.puts).toEqual([]);
  far.parts.set(id, new Set([1]));
  expect(await sendPhotos(store, far)).toBe('done');

  expect(far.puts).toEqual([`${id}/2 ${PART}`, `${id}/3 ${2 * 1024 * 1024}`]);
  expect([far.deliveries, far.photos.get(id)]).toEqual([[], 'ready']);
  expect([await store.photos.count(), await store.carried.count()]).toEqual([0, 0]);
});

it('how far a large photo is stands on the phone when the line breaks', async () => {
  const id = await large(12);
  far.parts.set(id, new Set([1, 2]));
  far.photos.set(id, 'announced');
  far.trouble.set('put', new NotNow('this'));

  expect(await sendPhotos(store, far)).toBe('later');

  expect(await store.carried.toArray()).toEqual([{ photoId: id, sent: 10 * 1024 * 1024, size: 12 * 1024 * 1024 }]);
});

it('a part that the store does not know of is not sent over and over', async () => {
  await large(6);
  far.forgetful = true;

  expect(await sendPhotos(store, far)).toBe('later');

  expect(far.puts.length).toBe(1);
});

it('a small photo whose answer was lost is looked for before it is sent again', async () => {
  const entry = await made();
  await sendEntries(store, far);
  far.photos.set(entry.photoId ?? '', 'there');
  far.trouble.set('deliver', new NotNow('everything'));

  expect(await sendPhotos(store, far)).toBe('later');
  expect(await sendPhotos(store, far)).toBe('done');

  expect([far.deliveries, far.puts, far.photos.get(entry.photoId ?? '')]).toEqual([[], [], 'ready']);
});

it('small photos do not wait behind a large one', async () => {
  await large(6);
  const small = await made(5);
  await sendEntries(store, far);
  far.trouble.set('put', new NotNow('everything'));

  expect(await sendPhotos(store, far)).toBe('later');

  expect(far.deliveries).toEqual([small.photoId]);
});
