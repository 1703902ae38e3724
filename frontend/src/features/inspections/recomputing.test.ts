import { expect, it } from 'vitest';
import { drawAgain, same } from './recomputing';

const EXPECTED = ['210726101203', '210726101201', '210726101200', '210726101202'];

it('draws the same as the service does from the same seed', async () => {
  // By the words of the algorithm: SHA-256 of seed and key, as a number, the smallest first.
  const keys = ['210726101200', '210726101201', '210726101202', '210726101203'];
  expect(await drawAgain('heishan2026', keys, 4)).toEqual(EXPECTED);
  expect(await drawAgain('heishan2026', [...keys].reverse(), 2)).toEqual(EXPECTED.slice(0, 2));
});

it('tells another order, and another number, from the same draw', () => {
  expect(same(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(same(['a'], ['a', 'b'])).toBe(false);
});
