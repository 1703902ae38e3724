import { describe, expect, it } from 'vitest';
import type { CountyFiguresQuery } from '../../gql/graphql';
import { countyRows, figure, totalOf } from './figures';

type County = CountyFiguresQuery['countyFigures'][number];

function county(countyCode: string, given: Partial<County>): County {
  const nothing = { countyName: '县', postings: 0, onDutyDays: 0, averageDays: 0 };
  return { countyCode, requiredDays: null, met: null, belowNorm: null, clause: null, ...nothing, ...given };
}

describe('the county table', () => {
  it('puts sheets and cities beside the figures of the days', () => {
    const [row] = countyRows({
      countyFigures: [county('210726', { countyName: '黑山县', postings: 3 })],
      sheetFigures: [{ countyCode: '210726', totalled: 1, signed: 2, sealed: 0 }],
      regions: { nodes: [{ code: '2107', name: '锦州市' }] },
    });
    expect(row).toMatchObject({ name: '黑山县', city: '锦州市', totalled: 1, signed: 2, sealed: 0 });
  });

  it('tells no sheets from sheets that nobody may read', () => {
    const countyFigures = [county('210726', {})];
    expect(countyRows({ countyFigures, sheetFigures: [] })[0]?.sealed).toBe(0);
    expect(countyRows({ countyFigures })[0]?.sealed).toBeNull();
  });
});

describe('the total', () => {
  it('weighs the average by postings', () => {
    const rows = countyRows({
      countyFigures: [
        county('210726', { postings: 1, onDutyDays: 20, requiredDays: 20, met: 1, belowNorm: 0 }),
        county('210727', { postings: 3, onDutyDays: 30, requiredDays: 20, met: 0, belowNorm: 3 }),
      ],
    });
    expect(totalOf(rows)).toMatchObject({ postings: 4, averageDays: 12.5, requiredDays: 20, met: 1, belowNorm: 3 });
  });

  it('names no norm where counties differ, and no figure that no county has', () => {
    const rows = countyRows({
      countyFigures: [county('210726', { requiredDays: 20 }), county('210727', { requiredDays: 22 })],
    });
    expect(totalOf(rows)).toMatchObject({ requiredDays: null, met: null, belowNorm: null, sealed: null });
    expect([figure(null), figure(12.5, 1), figure(3)]).toEqual(['—', '12.5', '3']);
  });
});
