import { describe, expect, test } from 'vitest';
import { ago, dayOnSheet, gist, span, standing } from './lead';

const TODAY = '2026-11-22';

describe('who has to do the next thing', () => {
  test('an open lead waits for a question, then for the answer, then for a decision', () => {
    expect(standing({ state: 'OPEN' })).toMatchObject({ words: '待处理', tone: 'late' });
    const asked = { state: 'OPEN', askedName: '赖学和', askedAt: '2026-11-20T10:00:00+08:00' } as const;
    expect(standing(asked)).toEqual({ words: '等赖学和说明', tone: 'calm' });
    expect(standing({ ...asked, answeredAt: '2026-11-21T10:00:00+08:00' })).toEqual({ words: '已说明，待结论', tone: 'late' });
  });

  test('a decided lead says the decision, whatever was asked before', () => {
    const answeredAt = '2026-11-21T10:00:00+08:00';
    expect(standing({ state: 'DISMISSED', answeredAt }).words).toBe('不属实');
    expect(standing({ state: 'CONFIRMED', answeredAt }).words).toBe('属实');
  });
});

describe('the days that it is about', () => {
  test('one day, days of a month, days over a month and over the year', () => {
    expect(span('2026-10-27', '2026-10-27', TODAY)).toBe('10月27日');
    expect(span('2026-10-03', '2026-10-09', TODAY)).toBe('10月3日至9日');
    expect(span('2026-10-30', '2026-11-02', TODAY)).toBe('10月30日至11月2日');
    expect(span('2025-12-30', '2026-01-02', TODAY)).toBe('2025年12月30日至2026年1月2日');
    expect(span('2025-12-01', '2025-12-31', TODAY)).toBe('2025年12月1日至31日');
  });

  test('how long ago is counted in civil days of Shanghai', () => {
    expect(ago('2026-11-21T16:30:00Z', TODAY)).toBe('今天');
    expect(ago('2026-11-19T15:59:00Z', TODAY)).toBe('3 天前');
  });
});

test('the reason is cut before the signals that are listed anyway', () => {
  const reason = '2026年11月有 2 条在岗疑点,合计 9 分,请核实:(1)手机报告位置由模拟定位软件提供。 (2)照片是同一张。';
  expect(gist(reason)).toBe('2026年11月有 2 条在岗疑点,合计 9 分。');
  expect(gist('检查发现不在岗。')).toBe('检查发现不在岗。');
});

test('what a sheet says of a day, also where it is not shown', () => {
  const days = [
    { day: '2026-10-26', status: 'LEAVE' },
    { day: '2026-10-27', status: 'ON_DUTY', afternoon: 'LEAVE' },
  ];
  expect(dayOnSheet(days, '2026-10-27')).toEqual({ day: '2026-10-27', status: 'ON_DUTY', afternoon: 'LEAVE' });
  expect(dayOnSheet(days, '2026-10-28')).toBeUndefined();
  expect(dayOnSheet(null, '2026-10-27')).toBeUndefined();
});
