import type { MonthBoardQuery, SheetStep } from '../../gql/graphql';
import { type Day, daysBetween, dayTitle } from '../../shared/days';
import { STEP_ORDER, STEPS } from './terms';

export type Board = MonthBoardQuery['monthPage'];
export type Counts = Board['counts'];
export type Waiting = Board['waiting'][number];

/** What the lines of a board are filtered by: a step, what is done, or what is overdue. */
export type Filter = SheetStep | 'DONE' | 'OVERDUE';

/** A township, or all the townships of a county or city, with where its sheets stand and what they wait for. */
export interface BoardLine {
  code: string;
  name: string;
  counts: Counts;
  waiting: Waiting[];
  /** How many townships are behind the line. */
  townships: number;
}

const BELOW: Readonly<Record<number, number>> = { 2: 4, 4: 6, 6: 9 };

/** The lines of the places next below `at`; `names` are those of what is no township. */
export function boardLines(board: Board, at: string, names: ReadonlyMap<string, string>): BoardLine[] {
  const digits = BELOW[at.length] ?? at.length;
  const lines = new Map<string, BoardLine>();
  for (const { townshipCode, townshipName, counts } of board.townships) {
    const code = townshipCode.slice(0, digits);
    const line = lines.get(code);
    if (line) {
      line.counts = added(line.counts, counts);
      line.townships += 1;
    } else {
      const name = code === townshipCode ? townshipName : (names.get(code) ?? code);
      lines.set(code, { code, name, counts, waiting: [], townships: 1 });
    }
  }
  for (const waiting of board.waiting) lines.get(waiting.townshipCode.slice(0, digits))?.waiting.push(waiting);
  return [...lines.values()];
}

/** How many sheets stand at what the board is filtered by. */
export function countOf(counts: Counts, by: Filter): number {
  if (by === 'TOTAL') return counts.unregistered + counts.registered;
  if (by === 'SIGN') return counts.totalled;
  if (by === 'SEAL') return counts.signed;
  if (by === 'VERIFY') return counts.sealed;
  return by === 'DONE' ? counts.verified : counts.overdue;
}

export function isFilter(text: string | null): text is Filter {
  return text !== null && [...STEP_ORDER, 'DONE', 'OVERDUE'].includes(text);
}

/** What waits first: the earliest step that any sheet of the line is at. */
export function firstWaiting({ waiting }: Pick<BoardLine, 'waiting'>): Waiting | undefined {
  return STEP_ORDER.map((step) => waiting.find((one) => one.step === step)).find((one) => one !== undefined);
}

/** Whose hand it waits for, by name and office, and what that hand has to do; `mine` where it is the reader's own. */
export function handWords({ step, hands }: Pick<Waiting, 'step' | 'hands'>, mine = false): string {
  const { by, act } = STEPS[step];
  if (mine) return `等您${act}`;
  const [first] = hands;
  if (first === undefined) return `等${by}${act}，现在没有人任职`;
  const who = first.actingFor === null ? `${first.office} ${first.name}` : `${first.name}（代理${first.actingFor}，${first.office}）`;
  return `等 ${who}${hands.length > 1 ? ` 等 ${hands.length} 人` : ''} ${act}`;
}

/** Since when it has been waiting: 11月1日起，已 21 天; a number and its unit stay on one line. */
export function sinceWords(since: Day | null, today: Day): string {
  if (since === null) return '当月还没有结束';
  const days = daysBetween(since, today);
  return days > 0 ? `${dayTitle(since)}起，已\u00a0${days}\u00a0天` : '今天起';
}

/** By how many days the month is late; nothing while it is not. */
export function overdueDays(counts: Counts, dueOn: Day, today: Day): number {
  return counts.overdue === 0 ? 0 : Math.max(0, daysBetween(dueOn, today));
}

/** Why it is overdue: what should have been done by when, and how far each sheet is. */
export function overdueWords(counts: Counts, dueOn: Day): string {
  const standing = [
    [counts.unregistered, '人一天也没有登记'],
    [counts.registered, '人已登记、没有统计'],
    [counts.totalled, '张没有签字'],
    [counts.signed, '张没有盖章'],
  ] as const;
  const told = standing.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `应在${dayTitle(dueOn)}前盖章：${told.join('，')}`;
}

function added(one: Counts, other: Counts): Counts {
  return {
    postings: one.postings + other.postings,
    unregistered: one.unregistered + other.unregistered,
    registered: one.registered + other.registered,
    totalled: one.totalled + other.totalled,
    signed: one.signed + other.signed,
    sealed: one.sealed + other.sealed,
    verified: one.verified + other.verified,
    overdue: one.overdue + other.overdue,
  };
}
