import { expect, it } from 'vitest';
import { differences, readArrangement } from './reading';

const NOTICE = `国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。`;

it('the paragraphs of the notice are read as they stand', () => {
  const { year, days, problems } = readArrangement(NOTICE, 2030);
  expect(problems).toEqual([]);
  expect(year).toBe(2026);
  expect(days.filter(({ kind }) => kind === 'HOLIDAY')).toHaveLength(15);
  expect(days.filter(({ kind }) => kind === 'WORKDAY_SHIFT').map(({ day, name }) => `${day} ${name}`)).toEqual([
    '2026-01-04 元旦',
    '2026-02-14 春节',
    '2026-02-28 春节',
  ]);
});

it('a count that differs from what was read is pointed out', () => {
  expect(readArrangement('一、元旦：1月1日至2日放假，共3天。', 2027).problems).toEqual([
    '“元旦”写的是共 3 天，读出来是 2 天，请核对。',
  ]);
});

it.each([
  ['逗号', '日期,安排,节日\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦'],
  ['制表符', '2027/1/1\t放假\t元旦\n2027/1/3\t调休上班\t元旦'],
  ['空格', '2027年1月1日 放假  元旦\n2027年1月3日 班  元旦'],
])('a table separated by %s is read', (_, text) => {
  expect(readArrangement(text, 2026)).toEqual({
    year: 2027,
    days: [
      { day: '2027-01-01', kind: 'HOLIDAY', name: '元旦' },
      { day: '2027-01-03', kind: 'WORKDAY_SHIFT', name: '元旦' },
    ],
    problems: [],
  });
});

it('a stretch may stand in one line, and may cross a month', () => {
  const { days } = readArrangement('2027年1月30日至2月2日,放假,春节', 2026);
  expect(days.map(({ day }) => day)).toEqual(['2027-01-30', '2027-01-31', '2027-02-01', '2027-02-02']);
});

it('what cannot be read is named with its line', () => {
  const { problems, days } = readArrangement('2027-01-01,放假,元旦\n2027-02-30,放假,春节\n2027-03-01,休息,某日', 2026);
  expect(days).toHaveLength(1);
  expect(problems).toHaveLength(2);
  expect(problems[0]).toContain('第 2 行');
});

it('a day told twice and a second year are pointed out', () => {
  const { problems } = readArrangement('2027-01-01,放假,元旦\n2027-01-01,上班,元旦\n2028-01-01,放假,元旦', 2026);
  expect(problems).toEqual(['里面有 2027、2028 年的日期，一次只能导入一年。', '1月1日写了两次，请删去一处。']);
});

it('what another arrangement changes is told by day', () => {
  const day = (date: string, kind: 'HOLIDAY' | 'WORKDAY_SHIFT', name: string) => ({ day: date, kind, name });
  const before = [day('2027-01-01', 'HOLIDAY', '元旦'), day('2027-01-02', 'HOLIDAY', '元旦'), day('2027-02-06', 'HOLIDAY', '春节')];
  const after = [day('2027-01-01', 'HOLIDAY', '元旦'), day('2027-01-03', 'WORKDAY_SHIFT', '元旦'), day('2027-02-06', 'WORKDAY_SHIFT', '春节')];
  expect(differences(before, after)).toEqual({
    added: [after[1]],
    removed: [before[1]],
    changed: [{ before: before[2], after: after[2] }],
  });
});
