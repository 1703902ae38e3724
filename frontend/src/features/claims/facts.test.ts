import { describe, expect, it } from 'vitest';
import { actLine, claimedAfter, claimedWhere, claimsInMonth, daysAround, metres, nearMonth } from './facts';

describe('the days around', () => {
  it('are seven, and no more than have come', () => {
    expect(daysAround('2026-11-14', '2026-11-22')).toHaveLength(7);
    expect(daysAround('2026-11-21', '2026-11-22').at(-1)).toBe('2026-11-22');
    expect(daysAround('2026-03-01', '2026-11-22')[0]).toBe('2026-02-26');
  });

  it('may reach into another month', () => {
    expect(nearMonth('2026-11-02')).toBe('2026-10');
    expect(nearMonth('2026-12-30')).toBe('2027-01');
    expect(nearMonth('2026-11-15')).toBe('2026-11');
  });
});

it('claims of a month are counted without what was taken back', () => {
  const claims = [
    { day: '2026-11-02', state: 'APPROVED' },
    { day: '2026-11-14', state: 'SUBMITTED' },
    { day: '2026-11-15', state: 'WITHDRAWN' },
    { day: '2026-10-31', state: 'APPROVED' },
  ] as const;
  expect(claimsInMonth(claims, '2026-11-14')).toEqual({ count: 2, words: '已同意 1 次、待审批 1 次' });
  expect(claimsInMonth([], '2026-11-14')).toEqual({ count: 0, words: '' });
});

it('a check-in says when, how far, and whether it came late', () => {
  const act = { at: '2026-11-14T00:05:00Z', receivedAt: '2026-11-14T00:05:02Z', late: false, note: null };
  expect(actLine({ ...act, distanceM: 0, accuracyM: 14.6 })).toBe('08:05 签到，在签到范围内，定位精度约 15 米');
  expect(actLine({ ...act, distanceM: 1240, accuracyM: null, late: true, receivedAt: '2026-11-16T01:00:00Z' })).toBe(
    '08:05 签到，离范围 1.2 公里，11月16日 09:00 才收到',
  );
  expect(actLine({ ...act, distanceM: null, accuracyM: null })).toContain('没有定位');
  expect(metres(999)).toBe('999 米');
});

it('how late a claim came is told in days', () => {
  expect(claimedAfter('2026-11-14', '2026-11-14T10:00:00Z')).toBe('当天申请');
  expect(claimedAfter('2026-11-14', '2026-11-15T16:30:00Z')).toBe('2 天后申请');
});

it('a claim tells where in words, by its fix, or both', () => {
  const nowhere = { place: null, located: false, accuracyM: null, distanceM: null };
  expect(claimedWhere(nowhere)).toBe('');
  expect(claimedWhere({ ...nowhere, place: '五组' })).toBe('五组');
  const fixed = { ...nowhere, located: true, accuracyM: 14.6 };
  expect(claimedWhere({ ...fixed, distanceM: 1240 })).toBe('所附定位离签到范围 1.2 公里，定位精度约 15 米');
  expect(claimedWhere({ ...fixed, place: '五组', distanceM: 0 })).toBe('五组；所附定位在签到范围内，定位精度约 15 米');
  expect(claimedWhere({ ...fixed, accuracyM: null })).toBe('所附定位村里没有划签到范围');
});
