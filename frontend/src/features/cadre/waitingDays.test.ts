import { expect, it } from 'vitest';
import { undecided } from './waitingDays';

it('only what nobody has decided yet is listed, by day', () => {
  const days = undecided(
    [
      { id: 'c1', day: '2026-11-20', state: 'OPEN' },
      { id: 'c2', day: '2026-11-02', state: 'DECIDED' },
    ],
    [
      { id: 'b1', day: '2026-11-18', state: 'SUBMITTED', entries: 1 },
      { id: 'b2', day: '2026-11-21', state: 'SUBMITTED', entries: 0 },
      { id: 'b3', day: '2026-11-01', state: 'APPROVED', entries: 0 },
    ],
  );

  expect(days).toEqual([
    { id: 'b1', day: '2026-11-18', words: '签到发出时已过期限，转成了补签申请，等审批' },
    { id: 'c1', day: '2026-11-20', words: '签到与已有记录对不上，等有权的人裁定' },
    { id: 'b2', day: '2026-11-21', words: '补签申请等审批' },
  ]);
});
