import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Repeated, waitAfter } from './repeating';
import type { Passed } from './sending';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('after each failure in a row it waits longer, and never more than five minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(waitAfter)).toEqual([3e3, 1e4, 3e4, 6e4, 12e4, 3e5, 3e5, 3e5]);
});

it('what is left is tried again by itself, and only as long as something is left', async () => {
  const passes: Passed[] = ['later', 'later', 'done'];
  let runs = 0;
  const sending = new Repeated(() => Promise.resolve(passes[runs++] ?? 'done'));

  sending.now();
  await vi.advanceTimersByTimeAsync(2_999);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(runs).toBe(3);
});

it('asked while it runs, it runs once more and never twice at a time', async () => {
  const [ends, seen] = [[] as (() => void)[], { runs: 0, most: 0, now: 0 }];
  const sending = new Repeated(async () => {
    seen.runs += 1;
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise<void>((end) => ends.push(end));
    seen.now -= 1;
    return 'done';
  });

  for (let asked = 0; asked < 5; asked += 1) sending.now();
  await vi.advanceTimersByTimeAsync(0);
  ends.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
  ends.shift()?.();
  await vi.advanceTimersByTimeAsync(0);

  expect(seen).toEqual({ runs: 2, most: 1, now: 0 });
});

it('a failure nobody foresaw is tried again too; once stopped, it is over', async () => {
  let runs = 0;
  const sending = new Repeated(() => {
    runs += 1;
    return Promise.reject(new Error('the disk is full'));
  });

  sending.now();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(runs).toBe(2);
  sending.stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(runs).toBe(2);
});
