import { describe, expect, it } from 'vitest';
import { distanceWords, isDay, knownOf, type Line, normWords, statesOf } from './whereabouts';

const NOT_ACTED = { count: 0, firstAt: null, lastAt: null, nearestM: null, farthestM: null, photos: 0, photosThere: 0 };
const COUNTS = {
  inPost: 4,
  conflict: 0,
  inVillage: 3,
  officialTrip: 0,
  leave: 0,
  claimed: 0,
  absent: 0,
  nothing: 0,
  dayOff: 1,
};

function line(given: Partial<Line> = {}): Line {
  return {
    postingId: 'p1',
    cadreName: '王建国',
    role: 'FIRST_SECRETARY',
    dispatchLevel: 'CITY',
    regionCode: '210726101201',
    placeName: '辽宁省锦州市黑山县芳山镇芳山村民委员会',
    unitName: '锦州市公安局',
    state: 'NOTHING',
    status: null,
    afternoon: null,
    registered: false,
    approved: false,
    late: false,
    acts: NOT_ACTED,
    night: null,
    nightBefore: null,
    away: null,
    claimedAt: null,
    conflict: null,
    norm: null,
    ...given,
  };
}

describe('what is known of a day', () => {
  it('of a check-in: from when until when, how far, with or without its photo, and whether it came late', () => {
    const acts = {
      count: 2,
      firstAt: '2026-11-20T00:12:00Z',
      lastAt: '2026-11-20T09:40:00Z',
      nearestM: 0,
      farthestM: 3200,
      photos: 2,
      photosThere: 1,
    };
    expect(knownOf(line({ state: 'IN_VILLAGE', status: 'ON_DUTY', acts, late: true, nightBefore: true }), '2026-11-20')).toEqual([
      '08:12—17:40 签到 2 次',
      '在范围内，最远一次 3.2 公里',
      '照片传到 1/2 张',
      '当天以后才收到',
      '前一晚在村过夜',
    ]);
  });

  it('of leave: until when and who approved it, or who is waited for', () => {
    const away = {
      leaveId: 'l1',
      kind: 'SICK' as const,
      state: 'APPROVED' as const,
      stretch: '2026年11月19日至2026年11月21日',
      approvedBy: '程静琳',
      office: '乡镇党委书记',
      waitsAt: null,
    };
    expect(knownOf(line({ state: 'LEAVE', status: 'LEAVE', approved: true, away }), '2026-11-20')).toEqual([
      '病假 2026年11月19日至2026年11月21日，乡镇党委书记 程静琳批准',
    ]);
    expect(knownOf(line({ away: { ...away, state: 'SUBMITTED', approvedBy: null, office: null, waitsAt: '芳山镇' } }), '2026-11-20')).toEqual([
      '病假 2026年11月19日至2026年11月21日，还没有批准，等芳山镇审批',
    ]);
  });

  it('of a trip that nobody approved, and of a day of which nothing is known', () => {
    expect(knownOf(line({ state: 'OFFICIAL_TRIP', status: 'OFFICIAL_TRIP', registered: true }), '2026-11-20')).toEqual([
      '由村、乡镇登记，没有批准的申请',
    ]);
    expect(knownOf(line(), '2026-11-20')).toEqual(['没有签到，也没有请假']);
    expect(knownOf(line({ state: 'DAY_OFF' }), '2026-11-22')).toEqual(['休息日，没有签到']);
  });
});

it('a distance is told apart from one that nobody knows', () => {
  expect(distanceWords(null, null)).toBe('距离不明');
  expect(distanceWords(0, 0)).toBe('在范围内');
  expect(distanceWords(850, 850)).toBe('离范围 850 米');
});

it('the norm says what is still to be had and what is already sure', () => {
  const norm = {
    outcome: 'UNMET' as const,
    measured: '14',
    required: 20,
    missing: '6',
    left: '8',
    running: true,
    reachable: true,
    soft: false,
    reason: '',
    document: '',
    reference: 'JZ-02',
  };
  expect(normWords(norm)).toEqual({ days: '14 / 20 天', words: '还差 6 天，剩 8 个可记日', sure: false });
  expect(normWords({ ...norm, measured: '5', missing: '15', reachable: false })?.words).toBe('还差 15 天，只剩 8 个可记日，已达不到');
  expect(normWords({ ...norm, running: false, reachable: false })).toEqual({ days: '14 / 20 天', words: '差 6 天', sure: true });
});

it('a day has only the states of its sort, unless somebody is in another', () => {
  expect(statesOf({ kind: 'WEEKEND', counts: COUNTS }).map(({ state }) => state)).not.toContain('NOTHING');
  expect(statesOf({ kind: 'WORKDAY', counts: { ...COUNTS, dayOff: 0 } }).map(({ state }) => state)).not.toContain('DAY_OFF');
});

it('a day in the address is one that there is', () => {
  expect(['2026-11-22', '2026-02-31', '2026-13-01', 'heute', null].map(isDay)).toEqual([true, false, false, false, false]);
});
