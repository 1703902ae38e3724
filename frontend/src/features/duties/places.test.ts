import { expect, test } from 'vitest';
import { dutyLines, placeAbove, placeLines } from './places';

const REPORT = { matter: 'report.month', title: '每月工作报告' };
const VISIT = { matter: 'visit.quarter', title: '每季度走访' };
const REPORTS = {
  ...REPORT,
  document: '《办法》',
  words: '每月报告',
  reference: 'JZ-23',
  overdue: 4,
  hints: 0,
  since: '2026-09-30',
};
const OVERDUE = {
  overdue: 4,
  hints: 1,
  places: [
    { regionCode: '210726', name: '黑山县', overdue: 1, hints: 1 },
    { regionCode: '210727', name: '义县', overdue: 3, hints: 0 },
  ],
  duties: [
    REPORTS,
    { ...VISIT, document: null, words: null, reference: null, overdue: 0, hints: 1, since: '2026-09-30' },
  ],
  cells: [
    { ...REPORT, regionCode: '210726', overdue: 1, hints: 0 },
    { ...VISIT, regionCode: '210726', overdue: 0, hints: 1 },
    { ...REPORT, regionCode: '210727', overdue: 3, hints: 0 },
  ],
};

test('places come with the most overdue first, of everything or of one duty', () => {
  expect(placeLines(OVERDUE, null).map(({ key, overdue, hints }) => [key, overdue, hints])).toEqual([
    ['210727', 3, 0],
    ['210726', 1, 1],
  ]);
  expect(placeLines(OVERDUE, 'visit.quarter').map(({ key, overdue, hints }) => [key, overdue, hints])).toEqual([
    ['210726', 0, 1],
  ]);
});

test('what belongs to the place itself says so', () => {
  const lines = placeLines(OVERDUE, null, '210726');
  expect(lines.map(({ title, own }) => [title, own])).toEqual([
    ['义县', false],
    ['黑山县本级', true],
  ]);
});

test('duties come with where they stand', () => {
  expect(dutyLines(OVERDUE).map(({ key, note }) => [key, note])).toEqual([
    ['report.month', '《办法》 JZ-23'],
    ['visit.quarter', undefined],
  ]);
});

test('a duty of two names is one line', () => {
  const other = { ...REPORTS, title: '每月两次报告', overdue: 2 };
  expect(dutyLines({ ...OVERDUE, duties: [REPORTS, other] })).toMatchObject([{ title: '每月工作报告', overdue: 6 }]);
});

test('the way up ends at the top of the reach', () => {
  expect(placeAbove('210726101001', '210726')).toBe('210726101');
  expect(placeAbove('210726101', '210726')).toBe('210726');
  expect(placeAbove('210726', '210726')).toBeNull();
  expect(placeAbove('210726', '21')).toBe('2107');
  expect(placeAbove('21', null)).toBeNull();
});
