import { type Day, dayTitle, daysBetween } from '../../shared/days';
import type { DayKind, SpecialDay } from './year';

/** What was read of a pasted arrangement, and what could not be read, in words. */
export interface Arrangement {
  year: number | undefined;
  days: SpecialDay[];
  problems: string[];
}

const KINDS: Readonly<Record<string, DayKind>> = {
  放假: 'HOLIDAY',
  休: 'HOLIDAY',
  HOLIDAY: 'HOLIDAY',
  上班: 'WORKDAY_SHIFT',
  班: 'WORKDAY_SHIFT',
  调休上班: 'WORKDAY_SHIFT',
  WORKDAY_SHIFT: 'WORKDAY_SHIFT',
};
const NUMBERED = /^[一二三四五六七八九十]+、\s*(.+?)[:：](.+)$/;
const RANGE = /至|到|~|～|—+|–/;
const MOST_DAYS = 60;
const A_DAY = 86_400_000;

/** Reads a table (日期, 放假或上班, 节日), or the numbered paragraphs of the notice itself, whose year is `assumed` where it is not told. */
export function readArrangement(text: string, assumed: number): Arrangement {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const asNotice = lines.some((line) => NUMBERED.test(line));
  const told = /(\d{4})\s*年/.exec(text)?.[1];
  const found = asNotice ? readNotice(lines, told === undefined ? assumed : Number(told)) : readTable(lines);
  const years = new Set(found.days.map(({ day }) => Number(day.slice(0, 4))));
  const twice = found.days.find(({ day }, index) => found.days.findIndex((one) => one.day === day) !== index);
  return {
    days: [...found.days].sort((one, other) => (one.day < other.day ? -1 : 1)),
    year: years.size === 0 ? undefined : Math.max(...years),
    problems: [
      ...found.problems,
      ...(years.size > 1 ? [`里面有 ${[...years].join('、')} 年的日期，一次只能导入一年。`] : []),
      ...(twice ? [`${dayTitle(twice.day)}写了两次，请删去一处。`] : []),
    ],
  };
}

type Read = Pick<Arrangement, 'days' | 'problems'>;

function readTable(lines: readonly string[]): Read {
  const days: SpecialDay[] = [];
  const problems: string[] = [];
  let first = true;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split(/\t|,|，|\s{2,}|\s+(?=\S*[放休上班])/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const stretch = daysOf(cells[0] ?? '');
    const kind = KINDS[(cells[1] ?? '').toUpperCase()];
    const name = cells[2] ?? '';
    // A first line that is no day is a heading.
    if (stretch === undefined && first) {
      first = false;
      continue;
    }
    first = false;
    if (stretch === undefined || kind === undefined || name === '') {
      problems.push(`第 ${index + 1} 行看不懂：“${line.slice(0, 40)}”。请写成“2027-01-01,放假,元旦”。`);
    } else days.push(...stretch.map((day) => ({ day, kind, name })));
  }
  return { days, problems };
}

function readNotice(lines: readonly string[], year: number): Read {
  const days: SpecialDay[] = [];
  const problems: string[] = [];
  for (const line of lines) {
    const [, name, said] = NUMBERED.exec(line) ?? [];
    if (name === undefined || said === undefined) continue;
    let off = 0;
    for (const sentence of said.replace(/[（(][^）)]*[）)]/g, '').split(/[。；;]/)) {
      const kind = sentence.includes('放假') ? 'HOLIDAY' : sentence.includes('上班') ? 'WORKDAY_SHIFT' : undefined;
      if (kind === undefined) continue;
      const dates = sentence.match(/\d{1,2}月\d{1,2}日(?:\s*(?:至|到)\s*(?:\d{1,2}月)?\d{1,2}日)?/g) ?? [];
      for (const date of dates) {
        const stretch = daysOf(`${year}年${date}`) ?? [];
        if (kind === 'HOLIDAY') off += stretch.length;
        days.push(...stretch.map((day) => ({ day, kind, name: name.trim() }) as const));
      }
    }
    const stated = /共\s*(\d+)\s*天/.exec(said)?.[1];
    if (off === 0) problems.push(`“${name}”没有读出放假的日期，请改用表格写明。`);
    else if (stated !== undefined && Number(stated) !== off) {
      problems.push(`“${name}”写的是共 ${stated} 天，读出来是 ${off} 天，请核对。`);
    }
  }
  return { days, problems };
}

/** The days that the words name: one, or a stretch whose end may leave out what it shares with the beginning. */
function daysOf(words: string): Day[] | undefined {
  const [start = '', end] = words.split(RANGE);
  const from = (start.match(/\d+/g) ?? []).map(Number);
  if (from.length !== 3 || !/^\d{4}\D/.test(start)) return undefined;
  const to = end === undefined ? from : (end.match(/\d+/g) ?? []).map(Number);
  if (to.length === 0 || to.length > 3) return undefined;
  const first = dayFrom(from);
  const last = dayFrom([...from.slice(0, 3 - to.length), ...to]);
  if (first === undefined || last === undefined) return undefined;
  const length = daysBetween(first, last);
  if (length < 0 || length > MOST_DAYS) return undefined;
  return Array.from({ length: length + 1 }, (_, index) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + index * A_DAY).toISOString().slice(0, 10),
  );
}

function dayFrom([year = 0, month = 0, day = 0]: readonly number[]): Day | undefined {
  const made = new Date(Date.UTC(year, month - 1, day));
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return !Number.isNaN(made.getTime()) && made.toISOString().startsWith(text) ? text : undefined;
}

/** What another arrangement of the same year changes: days that come, that go, and that become something else. */
export interface Differences {
  added: SpecialDay[];
  removed: SpecialDay[];
  changed: { before: SpecialDay; after: SpecialDay }[];
}

export function differences(before: readonly SpecialDay[], after: readonly SpecialDay[]): Differences {
  const known = new Map(before.map((one) => [one.day, one]));
  const wanted = new Map(after.map((one) => [one.day, one]));
  return {
    added: after.filter(({ day }) => !known.has(day)),
    removed: before.filter(({ day }) => !wanted.has(day)),
    changed: after.flatMap((one) => {
      const was = known.get(one.day);
      return was && (was.kind !== one.kind || was.name !== one.name) ? [{ before: was, after: one }] : [];
    }),
  };
}
