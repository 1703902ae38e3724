import { describe, expect, it } from 'vitest';
import { type Frame, type Posting, postingRows, type Sheet } from './rows';

const NOVEMBER: Frame = { month: '2026-11', today: '2026-11-22', attendance: true, sheets: true, requiredDays: 20 };
const OCTOBER: Frame = { ...NOVEMBER, month: '2026-10' };

function posting(given: Partial<Posting> = {}): Posting {
  return {
    id: 'p1',
    role: 'FIRST_SECRETARY',
    dispatchLevel: 'CITY',
    placeName: '辽宁省锦州市黑山县芳山镇芳山村民委员会',
    startDate: '2025-01-01',
    endDate: null,
    cadre: { id: 'c1', name: '王建国' },
    sendingUnit: { id: 'u1', name: '锦州市公安局' },
    month: { onDutyDays: 12, halfDay: false, logDays: 12, lastDay: '2026-11-20' },
    ...given,
  };
}

function sheet(given: Partial<Sheet> = {}): Sheet {
  return { id: 's1', state: 'SEALED', outcome: 'MET', reason: null, posting: { id: 'p1' }, ...given };
}

function concerns(frame: Frame, given: Partial<Posting>, sheets: Sheet[] = []): string[] | undefined {
  return postingRows([posting(given)], sheets, frame)[0]?.concerns;
}

describe('in the present month', () => {
  it('three silent days are no concern and four are', () => {
    const month = { onDutyDays: 9, halfDay: false, logDays: 9 };
    expect(concerns(NOVEMBER, { month: { ...month, lastDay: '2026-11-19' } })).toEqual([]);
    expect(concerns(NOVEMBER, { month: { ...month, lastDay: '2026-11-18' } })).toEqual(['已 4 天没有签到']);
  });

  it('who never checked in is counted from the first day of the month or of the posting', () => {
    expect(concerns(NOVEMBER, { month: null })).toEqual(['本月 21 天没有签到']);
    expect(concerns(NOVEMBER, { month: null, startDate: '2026-11-20' })).toEqual([]);
  });

  it('who has left is not asked for check-ins', () => {
    expect(concerns(NOVEMBER, { month: null, endDate: '2026-11-10' })).toEqual([]);
  });

  it('days without a log are told', () => {
    const month = { onDutyDays: 12, halfDay: false, logDays: 9, lastDay: '2026-11-21' };
    expect(concerns(NOVEMBER, { month })).toEqual(['缺日志 3 篇']);
  });
});

describe('in a past month', () => {
  const month = { onDutyDays: 17, halfDay: false, logDays: 17, lastDay: '2026-10-30' };

  it('the judgement of the sheet is told in its own words', () => {
    const unmet = sheet({ outcome: 'UNMET', reason: '到岗17天，还缺3天。' });
    expect(concerns(OCTOBER, { month }, [unmet])).toEqual(['到岗17天，还缺3天。']);
    expect(concerns(OCTOBER, { month }, [sheet()])).toEqual([]);
  });

  it('without a sheet the shortfall and the missing sheet are told', () => {
    expect(concerns(OCTOBER, { month })).toEqual(['比应到岗少 3 天', '月表还没有统计']);
    expect(concerns({ ...OCTOBER, requiredDays: undefined }, { month })).toEqual(['月表还没有统计']);
  });

  it('only who was in post then is listed', () => {
    const people = [
      posting({ id: 'before', endDate: '2026-09-30' }),
      posting({ id: 'left', endDate: '2026-10-01' }),
      posting({ id: 'came', startDate: '2026-10-31' }),
      posting({ id: 'after', startDate: '2026-11-01' }),
    ];
    expect(postingRows(people, [], OCTOBER).map((row) => row.id)).toEqual(['left', 'came']);
  });
});

it('who may not read attendance is told of no concern', () => {
  expect(concerns({ ...OCTOBER, attendance: false }, { month: undefined })).toEqual([]);
});
