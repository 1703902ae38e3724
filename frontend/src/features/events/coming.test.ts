import { expect, it } from 'vitest';
import { dayAhead, upcoming, withPlaces } from './coming';

it('the nearest days have names of their own', () => {
  expect(['2026-11-22', '2026-11-23', '2026-11-24', '2026-12-02'].map((day) => dayAhead(day, '2026-11-22'))).toEqual([
    '今天',
    '明天',
    '后天',
    '10 天后',
  ]);
});

it('what is to come is told from the nearest on, and what has begun is left out', () => {
  const events = ['2026-11-26T08:30:00+08:00', '2026-11-22T09:00:00+08:00', '2026-11-24T15:00:00+08:00'].map((at) => ({ at }));
  expect(upcoming(events, new Date('2026-11-22T01:00:00Z')).map(({ at }) => at.slice(8, 10))).toEqual(['24', '26']);
});

it('a judged event comes with the place of the event', () => {
  const judged = { eventId: 'e', kind: 'EMERGENCY', title: '抢险', at: '', standing: 'MISSED', reason: '未到场。' } as const;
  const seen = {
    id: 'e',
    kind: 'EMERGENCY' as const,
    title: '抢险',
    regionCode: '210726101',
    placeName: '辽宁省锦州市黑山县芳山镇',
    at: '',
    day: '',
    venue: '小塘坝',
    concerned: 2,
    announcedAt: '',
    withdrawnAt: null,
    withdrawReason: null,
  };
  expect(withPlaces([judged], [seen])[0]?.event?.venue).toBe('小塘坝');
  expect(withPlaces([judged], [])[0]?.event).toBeUndefined();
});
