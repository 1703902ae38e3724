import { describe, expect, it } from 'vitest';
import { byRule, type Covered, dayIn, dueTitle, periodTitle, tally } from './covered';

function place(regionCode: string, state: Covered['state'], missingCount = 0, matter = 'township'): Covered {
  const period = { periodStart: '2026-11-01', periodEnd: '2026-11-30' };
  return { regionCode, state, missingCount, matter, reference: 'JZ-12', overdueDays: 3, ...period } as Covered;
}

describe('coverage', () => {
  it('puts what is overdue first, and the rule of the widest place above the others', () => {
    const rules = byRule([
      place('210726101', 'DONE'),
      place('210726102', 'OPEN', 1),
      place('210726103', 'OPEN', 4),
      place('210726104', 'OVERDUE', 1),
      place('210726', 'OPEN', 2, 'county'),
    ]);
    expect(rules.map(({ matter }) => matter)).toEqual(['county', 'township']);
    expect(rules[1]?.places.map(({ regionCode }) => regionCode.slice(6))).toEqual(['104', '103', '102', '101']);
  });

  it('counts the places by how they stand', () => {
    expect(tally([place('1', 'DONE'), place('2', 'OVERDUE'), place('3', 'DONE')])).toEqual([
      { state: 'OVERDUE', count: 1 },
      { state: 'DONE', count: 2 },
    ]);
  });

  it('says by when, or for how long not', () => {
    expect(dueTitle(place('1', 'OVERDUE'))).toBe('2026年11月30日到期，已逾期 3 天');
    expect(dueTitle(place('1', 'OPEN'))).toBe('2026年11月30日前完成');
    expect(dueTitle(place('1', 'DONE'))).toBe('');
  });

  it('looks at a past month on its last day, and at this one today', () => {
    expect(dayIn('2026-11', '2026-11-22')).toBe('2026-11-22');
    expect(dayIn('2026-02', '2026-11-22')).toBe('2026-02-28');
    expect(dayIn('2024-02', '2026-11-22')).toBe('2024-02-29');
  });

  it('names a month by itself and a longer period by both ends', () => {
    expect(periodTitle('2026-11-01', '2026-11-30')).toBe('2026年11月');
    expect(periodTitle('2026-10-01', '2026-12-31')).toBe('2026年10月至12月');
  });
});
