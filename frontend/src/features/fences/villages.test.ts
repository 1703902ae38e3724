import { describe, expect, it } from 'vitest';
import { distancesOf, type Fence, type Posted, seasonTitle, standing, villagesOf } from './villages';

const TODAY = '2026-11-22';

function fence(given: Partial<Fence>): Fence {
  return {
    id: 'f',
    regionCode: '350924101201',
    placeName: '福建省宁德市寿宁县斜滩镇斜滩村委会',
    name: '村部',
    kind: 'RADIUS',
    latitude: 27.19,
    longitude: 119.53,
    radiusM: 300,
    vertices: null,
    seasonMonths: [],
    validFrom: '2026-06-01',
    validTo: null,
    endedReason: null,
    posting: null,
    ...given,
  };
}

function posted(regionCode: string): Posted {
  return { id: regionCode, regionCode, placeName: `村${regionCode}`, cadre: { id: 'c', name: '江维新' } };
}

it('places with people and no fence are listed too, ended fences apart', () => {
  const fences = [fence({ id: 'a' }), fence({ id: 'b', validTo: TODAY }), fence({ id: 'c', validTo: '2026-11-23' })];
  const found = villagesOf(fences, [posted('350924101202'), posted('350924101201')], TODAY);
  expect(found.map((one) => [one.code, one.people.length, one.fences.map((held) => held.id), one.ended.length])).toEqual([
    ['350924101201', 1, ['a', 'c'], 1],
    ['350924101202', 1, [], 0],
  ]);
});

it('a fence holds in its period and its season', () => {
  expect(standing(fence({}), TODAY)).toBe('now');
  expect(standing(fence({ validFrom: '2026-11-23' }), TODAY)).toBe('coming');
  expect(standing(fence({ validTo: '2026-11-22' }), TODAY)).toBe('ended');
  expect(standing(fence({ seasonMonths: [3, 4, 5] }), TODAY)).toBe('resting');
});

describe('a season', () => {
  it('joins neighbouring months, also over the year', () => {
    expect(seasonTitle([])).toBe('全年');
    expect(seasonTitle([3, 4, 5, 9, 10])).toBe('3—5月、9—10月');
    expect(seasonTitle([1, 2, 11, 12])).toBe('11月—次年2月');
    expect(seasonTitle([7])).toBe('7月');
  });
});

it('distances are counted since a day', () => {
  const act = (distanceM: number | null) => ({ distanceM });
  const days = [
    { day: '2026-10-20', acts: [act(9000)] },
    { day: '2026-11-20', acts: [act(0), act(null)] },
    { day: '2026-11-21', acts: [act(880), act(120)] },
  ];
  expect(distancesOf(days, '2026-10-23')).toEqual({
    count: 4,
    inside: 1,
    outside: 2,
    unknown: 1,
    metres: [0, 880, 120],
    farthest: { metres: 880, day: '11月21日' },
  });
  expect(distancesOf([], '2026-10-23')).toEqual({ count: 0, inside: 0, outside: 0, unknown: 0, metres: [] });
});
