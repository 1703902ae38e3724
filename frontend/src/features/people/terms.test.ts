import { expect, it } from 'vitest';
import { extentOf, holdsOn, isOver } from './terms';

it('the last day is the one before the day told', () => {
  const held = { validFrom: '2026-03-01', validTo: '2026-04-01' };
  expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) => holdsOn(held, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(['2026-02-28', '2026-03-31', '2026-04-01'].map((day) => isOver(held, day))).toEqual([false, false, true]);
});

it('what was taken back before it began is over though its day has not come', () => {
  expect(isOver({ validFrom: '2026-05-01', validTo: '2026-05-01' }, '2026-04-01')).toBe(true);
});

it('a place is told without the province, a unit by its name, and oneself as oneself', () => {
  expect(extentOf({ placeName: '辽宁省锦州市黑山县', unitName: null }, '辽宁省')).toBe('锦州市黑山县');
  expect(extentOf({ placeName: null, unitName: '锦州市公安局' }, '辽宁省')).toBe('锦州市公安局');
  expect(extentOf({ placeName: null, unitName: null }, '辽宁省')).toBe('本人');
});
