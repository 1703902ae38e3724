import { expect, test } from 'vitest';
import { dueTitle, type Occurrence, sorted, standing } from './due';

const OPEN = { state: 'OPEN', overdue: false, late: false, soft: false } as const;
const TODAY = '2026-11-22';

test('a period says how long it is overdue or how long there is left', () => {
  expect(standing({ ...OPEN, overdue: true, dueOn: '2026-10-31' }, TODAY)).toEqual({ words: '逾期 22 天', tone: 'late' });
  expect(standing({ ...OPEN, overdue: true, soft: true, dueOn: '2026-11-21' }, TODAY)).toEqual({
    words: '逾期 1 天',
    tone: 'calm',
  });
  expect(standing({ ...OPEN, dueOn: '2026-11-22' }, TODAY)).toEqual({ words: '今天到期', tone: 'late' });
  expect(standing({ ...OPEN, dueOn: '2026-11-29' }, TODAY)).toEqual({ words: '还有 7 天', tone: 'calm' });
  expect(standing({ ...OPEN, dueOn: '2026-11-30' }, TODAY)).toEqual({ words: '还有 8 天' });
  expect(standing({ ...OPEN, dueOn: null }, TODAY)).toEqual({ words: '任期届满前' });
});

test('what is done or excused says so', () => {
  expect(standing({ ...OPEN, state: 'MET', dueOn: '2026-10-31' }, TODAY)).toEqual({ words: '已完成', tone: 'good' });
  expect(standing({ ...OPEN, state: 'MET', late: true, dueOn: '2026-10-31' }, TODAY).words).toBe('逾期完成');
  expect(standing({ ...OPEN, state: 'EXEMPT', dueOn: '2026-10-31' }, TODAY)).toEqual({ words: '不作要求' });
});

test('the last day carries its year only where that is another', () => {
  expect(dueTitle('2026-11-30', TODAY)).toBe('11月30日前');
  expect(dueTitle('2027-01-10', TODAY)).toBe('2027年1月10日前');
  expect(dueTitle(null, TODAY)).toBe('任期届满前');
});

test("a cadre's duties are sorted by when they have to be done", () => {
  const duty = (id: string, more: Partial<Occurrence>): Occurrence => ({
    ...OPEN,
    id,
    matter: 'visit',
    period: '2026年11月',
    periodEnd: null,
    dueOn: '2026-11-30',
    required: 1,
    done: 0,
    rule: { id: 'rule', title: '走访', reference: 'JZ-30' },
    ...more,
  });
  const found = sorted(
    [
      duty('overdue', { overdue: true, dueOn: '2026-10-31' }),
      duty('month', {}),
      duty('year', { dueOn: '2026-12-31' }),
      duty('term', { dueOn: null }),
      duty('done', { state: 'MET' }),
    ],
    TODAY,
  );
  expect(Object.fromEntries(Object.entries(found).map(([name, some]) => [name, some.map((one) => one.id)]))).toEqual({
    overdue: ['overdue'],
    soon: ['month'],
    later: ['year', 'term'],
    done: ['done'],
  });
});
