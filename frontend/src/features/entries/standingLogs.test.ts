import { expect, it } from 'vitest';
import { type KeptPhoto, logOf } from './phone';
import type { KeptLog } from './records';
import { logLinesOf, logStandingWords, textOf } from './standingLogs';

const DAY = '2026-11-22';
const AT = `${DAY}T01:00:00Z`;
const TYPED = { content: ' 走访两户。 ', place: '三组', companions: '', householdsVisited: 2, helpGiven: '', problemsHeard: '' };

function log(more: Partial<KeptLog> = {}): KeptLog {
  const body = { typed: TYPED, items: null, files: [], pictures: [{ id: 'a', fileName: 'a.jpg', evidenceId: null }], base: null };
  return { ...body, day: DAY, at: AT, idempotencyKey: 'k', tried: false, state: 'WAITING', words: null, next: null, ...more };
}

function photo(id: string, state: KeptPhoto['state'], words: string | null = null): KeptPhoto {
  const named = { fileName: `${id}.jpg`, contentType: 'image/jpeg' };
  return { id, entryId: logOf(DAY), day: DAY, at: AT, ...named, file: new Blob([new Uint8Array(1024 * 1024)]), state, words };
}

function said(logs: KeptLog[], photos: KeptPhoto[], online: boolean, sent = 0) {
  const carried = sent > 0 ? [{ photoId: 'a', sent, size: 1024 * 1024 }] : [];
  return logLinesOf(logs, photos, carried).map((line) => [logStandingWords(line, online), line.photos.length, line.here]);
}

it('each way in which a log can stand is said plainly, with the words of the service', () => {
  expect(said([log()], [photo('a', 'HELD'), photo('draft', 'HELD')], false)).toEqual([
    ['有网络后自动发出，发出前都可以改', 1, true],
  ]);
  expect(said([log({ tried: true })], [], true)).toEqual([['正在发出', 0, false]]);
  expect(said([log({ tried: true, words: '处理超时。' })], [], true)).toEqual([['还没发成，过一会儿自动再发：处理超时。', 0, false]]);
  expect(said([log({ state: 'REFUSED', tried: true, words: '当月考勤表已盖章锁定。' })], [], true)).toEqual([
    ['没有收下：当月考勤表已盖章锁定。', 0, true],
  ]);
});

it('photos whose log is in are one line a day, those that were not taken another', () => {
  const photos = [photo('a', 'FOLLOWS'), photo('b', 'SENT'), photo('c', 'REFUSED', '这个文件不是照片。')];

  expect(said([], photos, true, 512 * 1024)).toEqual([
    ['日志已收下，2 张照片正在传，已传 0.5 / 2.0 MB', 2, false],
    ['1 张照片没有收下：这个文件不是照片。', 1, false],
  ]);
});

it('what was written can be copied whole, also what was written since it went out', () => {
  expect(textOf(log())).toBe('走访两户。\n地点：三组\n走访户数：2');
  const items = { opened: ['修渠', '路灯'], settled: { x: { dropped: false, outcome: ' 已送达 ' } } };
  expect(textOf(log({ items }))).toBe('走访两户。\n地点：三组\n走访户数：2\n待办：修渠；路灯\n办结：已送达');
});
