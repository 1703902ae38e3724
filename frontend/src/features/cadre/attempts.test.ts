import { expect, it } from 'vitest';
import { Attempts, randomUuid } from './attempts';

it('the same content tried again keeps its keys, so that it has one effect', () => {
  const attempts = new Attempts();
  const first = attempts.keysFor({ photoId: 'p', note: null });
  expect(attempts.keysFor({ photoId: 'p', note: null })).toBe(first);
});

it('other content, or the same after success, is another act', () => {
  const attempts = new Attempts();
  const first = attempts.keysFor({ note: '上午' });
  const second = attempts.keysFor({ note: '下午' });
  attempts.forget();
  const third = attempts.keysFor({ note: '下午' });
  expect(new Set([first, second, third].map((keys) => keys.idempotencyKey)).size).toBe(3);
  expect(new Set([first, second, third].map((keys) => keys.id)).size).toBe(3);
});

it('ids are UUIDs of version 4', () => {
  expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
