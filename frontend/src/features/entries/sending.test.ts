import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { FarEnd } from './farEnd';
import { keepEntry } from './keeping';
import { type AccountStore, storeOf } from './phone';
import { NeverTaken, NotNow } from './refusals';
import { sendEntries, sendPhotos } from './sending';

let store: AccountStore;
let far: FarEnd;
let turn = 0;

beforeEach(() => {
  turn += 1;
  store = storeOf(`21/sender${turn}`);
  far = new FarEnd();
});

async function made(minute = 0, withPhoto = true) {
  const photo = withPhoto ? new File([`photo ${minute}`], '现场.jpg', { type: 'image/jpeg' }) : undefined;
  return keepEntry(store, { fix: undefined, note: '', photo }, new Date(Date.UTC(2026, 10, 22, 0, minute)));
}

it('the entry is in before its photo is on the way, and the photo follows', async () => {
  const entry = await made();

  expect(await sendEntries(store, far)).toBe('done');
  expect(far.days.get(entry.id)).toBe(entry.photoId);
  expect(far.deliveries).toEqual([]);
  expect([await store.entries.count(), (await store.photos.toArray()).map(({ state }) => state)]).toEqual([0, ['FOLLOWS']]);

  expect(await sendPhotos(store, far)).toBe('done');
  expect(far.photos.get(entry.photoId ?? '')).toBe('ready');
  expect(await store.photos.count()).toBe(0);
});

it('an answer lost on its way back makes no second effect, and loses nothing', async () => {
  const entry = await made();
  far.answerLost = true;

  expect(await sendEntries(store, far)).toBe('later');
  expect(await store.entries.count()).toBe(1);
  expect(await sendEntries(store, far)).toBe('done');

  expect([...far.days.keys()]).toEqual([entry.id]);
  expect([far.submissions, await store.entries.count()]).toEqual([2, 0]);
});

it('without network everything stays as it was', async () => {
  await made(0);
  await made(1, false);
  const before = await store.entries.toArray();
  far.trouble.set('announce', new NotNow('everything'));

  expect(await sendEntries(store, far)).toBe('later');

  expect(await store.entries.toArray()).toEqual(before);
  expect([far.days.size, far.submissions]).toEqual([0, 0]);
});

it('three days of entries go in one request, oldest first', async () => {
  const [second, first, third] = [await made(1, false), await made(0, false), await made(2, false)];

  expect(await sendEntries(store, far)).toBe('done');

  expect([...far.days.keys()]).toEqual([first.id, second.id, third.id]);
  expect(far.submissions).toBe(1);
});

it('a photo that is never taken does not hold its entry back', async () => {
  const entry = await made();
  far.trouble.set('announce', new NeverTaken('照片不能超过 10 MB。'));

  expect(await sendEntries(store, far)).toBe('done');

  expect(far.days.get(entry.id)).toBeNull();
  expect((await store.photos.toArray()).map(({ state, words }) => [state, words])).toEqual([['REFUSED', '照片不能超过 10 MB。']]);
});

it('a photo that cannot be announced now keeps only its own entry waiting', async () => {
  const [first, second] = [await made(0), await made(1)];
  far.trouble.set('announce', new NotNow('this'));

  expect(await sendEntries(store, far)).toBe('later');

  expect([...far.days.keys()]).toEqual([second.id]);
  expect((await store.entries.toArray()).map(({ id }) => id)).toEqual([first.id]);
});

it('a refusal is kept with its words, and not sent again', async () => {
  const entry = await made();
  far.refusals.set(entry.id, { message: '不在任职期间。', tryAgain: false });

  expect(await sendEntries(store, far)).toBe('done');
  expect(await sendEntries(store, far)).toBe('done');

  expect(await store.entries.get(entry.id)).toMatchObject({ state: 'REFUSED', words: '不在任职期间。' });
  expect([far.submissions, await sendPhotos(store, far), far.deliveries]).toEqual([1, 'done', []]);
});

it('what the service asks to have again stays', async () => {
  const entry = await made(0, false);
  far.refusals.set(entry.id, { message: '稍后再试。', tryAgain: true });

  expect(await sendEntries(store, far)).toBe('later');
  far.refusals.clear();
  expect(await sendEntries(store, far)).toBe('done');

  expect([...far.days.keys()]).toEqual([entry.id]);
});

it('a photo that is there is not sent again when only the answer was lost', async () => {
  const entry = await made();
  await sendEntries(store, far);
  far.trouble.set('complete', new NotNow('everything'));

  expect(await sendPhotos(store, far)).toBe('later');
  expect(await sendPhotos(store, far)).toBe('done');

  expect(far.deliveries).toEqual([entry.photoId]);
  expect(await store.photos.count()).toBe(0);
});

it('a photo that got lost in between is sent again', async () => {
  const entry = await made();
  await sendEntries(store, far);
  far.trouble.set('complete', new NotNow('everything'));
  await sendPhotos(store, far);
  far.photos.set(entry.photoId ?? '', 'announced');

  expect(await sendPhotos(store, far)).toBe('later');
  expect(await sendPhotos(store, far)).toBe('done');

  expect(far.deliveries).toEqual([entry.photoId, entry.photoId]);
});

it('one photo that is refused does not stop the next', async () => {
  const [first, second] = [await made(0), await made(1)];
  await sendEntries(store, far);
  far.trouble.set('deliver', new NeverTaken('这个文件不是照片。'));

  expect(await sendPhotos(store, far)).toBe('done');

  expect(await store.photos.toArray()).toMatchObject([{ id: first.photoId, state: 'REFUSED', words: '这个文件不是照片。' }]);
  expect(far.deliveries).toEqual([second.photoId]);
});

it('a check that fails for good is told in the words of the service', async () => {
  await made();
  await sendEntries(store, far);
  far.photoAnswer = { ready: false, code: 'NOT_AN_IMAGE', message: '这个文件不是照片。', retryable: false };

  expect(await sendPhotos(store, far)).toBe('done');

  expect(await store.photos.toArray()).toMatchObject([{ state: 'REFUSED', words: '这个文件不是照片。' }]);
});
