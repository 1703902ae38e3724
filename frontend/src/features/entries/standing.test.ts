import { expect, it } from 'vitest';
import type { KeptEntry, KeptPhoto } from './phone';
import { isUnderWay, linesOf, standingWords } from './standing';

const FIX = { latitude: 41.7, longitude: 121.9, accuracyM: 12 };

function entry(id: string, at: string, more: Partial<KeptEntry> = {}): KeptEntry {
  const made = { id, idempotencyKey: `key-${id}`, day: at.slice(0, 10), at, fix: FIX, note: null, photoId: `p-${id}` };
  return { ...made, state: 'WAITING', words: null, ...more };
}

function photo(entryId: string, at: string, more: Partial<KeptPhoto> = {}): KeptPhoto {
  const made = { id: `p-${entryId}`, entryId, day: at.slice(0, 10), at, fileName: '现场.jpg', contentType: 'image/jpeg' };
  return { ...made, file: new Blob(['x']), state: 'HELD', words: null, ...more };
}

it('an entry and its photo are one line; a photo whose entry is in has a line of its own; oldest first', () => {
  const lines = linesOf(
    [entry('b', '2026-11-22T01:00:00Z')],
    [photo('b', '2026-11-22T01:00:00Z'), photo('a', '2026-11-21T01:00:00Z', { state: 'SENT' })],
  );

  expect(lines.map(({ entryId, stands, where }) => [entryId, stands, where])).toEqual([
    ['a', 'FOLLOWS', ''],
    ['b', 'WAITING', '已附位置，精度约 12 米'],
  ]);
});

it('each way to stand is said plainly, with the words of the service', () => {
  const at = '2026-11-22T01:00:00Z';
  const words = (entries: KeptEntry[], photos: KeptPhoto[], online: boolean) =>
    linesOf(entries, photos).map((line) => [standingWords(line, online), isUnderWay(line)]);

  expect(words([entry('a', at)], [], false)).toEqual([['有网络后自动发出', true]]);
  expect(words([entry('a', at)], [], true)).toEqual([['正在发出', true]]);
  expect(words([entry('a', at, { state: 'REFUSED', words: '不在任职期间。' })], [], true)).toEqual([
    ['没有收下：不在任职期间。', false],
  ]);
  expect(words([], [photo('a', at, { state: 'FOLLOWS' })], false)).toEqual([['签到已收下，照片有网络后接着传', true]]);
  expect(words([], [photo('a', at, { state: 'REFUSED', words: '这个文件不是照片。' })], true)).toEqual([
    ['签到已收下，照片没有收下：这个文件不是照片。', false],
  ]);
});

it('without a position the line says so', () => {
  expect(linesOf([entry('a', '2026-11-22T01:00:00Z', { fix: null })], [])[0]?.where).toBe('没有附位置');
});
