import { expect, it } from 'vitest';
import { holidaysOf, type SpecialDay, stateOf, stretchTitle, workdaysOf } from './year';

const off = (day: string, name: string): SpecialDay => ({ day, kind: 'HOLIDAY', name });
const DAYS: SpecialDay[] = [
  off('2026-10-01', '国庆节'),
  off('2026-10-02', '国庆节'),
  off('2026-10-03', '国庆节'),
  { day: '2026-10-10', kind: 'WORKDAY_SHIFT', name: '国庆节' },
  off('2026-01-01', '元旦'),
];
const SPECIAL = new Map(DAYS.map((one) => [one.day, one]));

it('a day is what the arrangement says, and what the week says where it is silent', () => {
  expect(['2026-10-01', '2026-10-10', '2026-10-11', '2026-10-12'].map((day) => stateOf(day, SPECIAL))).toEqual([
    'HOLIDAY',
    'WORKDAY_SHIFT',
    'WEEKEND',
    'WORKDAY',
  ]);
});

it('workdays of a month leave out its holidays and count its make-up days', () => {
  expect(workdaysOf('2026-10', SPECIAL)).toBe(21);
  expect(workdaysOf('2026-09', SPECIAL)).toBe(22);
});

it('holidays come in their order with their stretches and the weekends worked for them', () => {
  expect(holidaysOf(DAYS)).toEqual([
    { name: '元旦', stretches: [['2026-01-01', '2026-01-01']], daysOff: 1, shifted: [] },
    { name: '国庆节', stretches: [['2026-10-01', '2026-10-03']], daysOff: 3, shifted: ['2026-10-10'] },
  ]);
});

it('a stretch is told without saying its month twice', () => {
  expect(stretchTitle(['2026-10-01', '2026-10-07'])).toBe('10月1日至7日');
  expect(stretchTitle(['2026-01-31', '2026-02-02'])).toBe('1月31日至2月2日');
  expect(stretchTitle(['2026-01-01', '2026-01-01'])).toBe('1月1日');
});
