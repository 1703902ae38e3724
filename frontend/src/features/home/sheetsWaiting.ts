import type { Day, MonthText } from '../../shared/days';
import { type Board, type BoardLine, boardLines, firstWaiting } from '../months/board';

/** One month of a place, as far as its sheets wait for somebody. */
export interface OpenMonth {
  month: MonthText;
  board: Board;
  /** The places whose sheets wait: what is overdue first, then what has been waiting longest. */
  lines: BoardLine[];
}

/** The months whose sheets wait for somebody; a month that still runs only once its sheets are on their way. */
export function openMonths(
  boards: readonly { month: MonthText; board: Board }[],
  at: string,
  names: ReadonlyMap<string, string>,
  today: Day,
): OpenMonth[] {
  return boards
    .filter(({ month, board }) => board.counts.verified < board.counts.postings && (month < today.slice(0, 7) || begun(board)))
    .map(({ month, board }) => ({ month, board, lines: waitingLines(board, at, names) }));
}

function begun({ counts }: Board): boolean {
  return counts.totalled + counts.signed + counts.sealed + counts.verified > 0;
}

function waitingLines(board: Board, at: string, names: ReadonlyMap<string, string>): BoardLine[] {
  return boardLines(board, at, names)
    .filter((line) => line.waiting.length > 0)
    .sort(
      (one, other) =>
        other.counts.overdue - one.counts.overdue ||
        (firstWaiting(one)?.since ?? '9').localeCompare(firstWaiting(other)?.since ?? '9') ||
        one.code.localeCompare(other.code),
    );
}

/** How far the month is as a whole: 10月 60 张：盖章 12，查验 0. */
export function monthWords({ month, board: { counts } }: OpenMonth): string {
  const sealed = counts.sealed + counts.verified;
  return `${Number(month.slice(5))}月 ${counts.postings} 张：盖章 ${sealed}，查验 ${counts.verified}`;
}
