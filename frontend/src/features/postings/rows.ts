import type { Outcome, PostingsQuery, SheetsQuery, SheetState } from '../../gql/graphql';
import { type Day, daysBetween, daysOfMonth, monthOf } from '../../shared/days';
import { daysOnDuty } from '../../shared/words';

export type Posting = PostingsQuery['postings']['nodes'][number];
export type Sheet = SheetsQuery['sheets']['nodes'][number];

/** A posting with its month, its sheet, and what about it needs somebody's attention. */
export interface PostingRow {
  id: string;
  posting: Posting;
  onDutyDays: number;
  logDays: number;
  lastDay: Day | null;
  sheet: { state: SheetState; outcome: Outcome | null; reason: string | null } | null;
  concerns: string[];
}

/** What the rows are judged by: the month, today, and the norm where it is known. */
export interface Frame {
  month: string;
  today: Day;
  attendance: boolean;
  sheets: boolean;
  requiredDays: number | undefined;
}

// A phone may hand in a check-in this many days late; a longer silence is not one of the network.
const SILENT_DAYS = 3;

/** The postings of the month with their sheets; those that had ended before it, or begin after it, are left out. */
export function postingRows(postings: readonly Posting[], sheets: readonly Sheet[], frame: Frame): PostingRow[] {
  const byPosting = new Map(sheets.map((sheet) => [sheet.posting.id, sheet]));
  const last = lastDayOf(frame.month);
  return postings
    .filter((posting) => posting.startDate <= last && (posting.endDate ?? last) >= `${frame.month}-01`)
    .map((posting) => {
      const sheet = byPosting.get(posting.id) ?? null;
      const row: PostingRow = {
        id: posting.id,
        posting,
        onDutyDays: daysOnDuty(posting.month),
        logDays: posting.month?.logDays ?? 0,
        lastDay: posting.month?.lastDay ?? null,
        sheet: sheet && { state: sheet.state, outcome: sheet.outcome ?? null, reason: sheet.reason ?? null },
        concerns: [],
      };
      return { ...row, concerns: frame.attendance ? concernsOf(row, frame) : [] };
    });
}

function concernsOf(row: PostingRow, frame: Frame): string[] {
  const present = frame.month === monthOf(frame.today);
  const past = frame.month < monthOf(frame.today);
  return [
    judgement(row),
    present ? silence(row, frame) : null,
    past ? shortfall(row, frame) : null,
    row.logDays < row.onDutyDays ? `缺日志 ${row.onDutyDays - row.logDays} 篇` : null,
    past && frame.sheets && row.sheet === null ? '月表还没有统计' : null,
  ].filter((concern) => concern !== null);
}

function judgement({ sheet }: PostingRow): string | null {
  if (sheet?.outcome !== 'UNMET' && sheet?.outcome !== 'WARNED') return null;
  return sheet.reason ?? '月表判定未达标';
}

/** How long there has been no check-in, up to today or to the end of the posting. */
function silence(row: PostingRow, frame: Frame): string | null {
  const { startDate, endDate } = row.posting;
  if (startDate > frame.today || (endDate !== null && endDate < frame.today)) return null;
  const since = row.lastDay ?? (startDate > `${frame.month}-01` ? startDate : `${frame.month}-01`);
  const days = daysBetween(since, frame.today);
  if (days <= SILENT_DAYS) return null;
  return row.lastDay === null ? `本月 ${days} 天没有签到` : `已 ${days} 天没有签到`;
}

/** Below the norm by the days alone, while no sheet that one may read has judged the month. */
function shortfall(row: PostingRow, { requiredDays }: Frame): string | null {
  if ((row.sheet?.outcome ?? null) !== null || requiredDays === undefined || row.onDutyDays >= requiredDays) return null;
  return `比应到岗少 ${requiredDays - row.onDutyDays} 天`;
}

function lastDayOf(month: string): Day {
  return daysOfMonth(month).at(-1) ?? `${month}-31`;
}
