import type { AttendanceStatus, MonthPeopleQuery, MonthSheetsQuery, PresencePartsFragment } from '../../gql/graphql';
import { type Day, daysOfMonth } from '../../shared/days';

export type Person = MonthPeopleQuery['postings']['nodes'][number];
export type Sheet = MonthSheetsQuery['sheets']['nodes'][number];
export type Presence = PresencePartsFragment;

/** What is stored of a day, and what a sheet keeps of it. */
export interface RecordedDay {
  day: Day;
  status: AttendanceStatus;
  afternoon?: AttendanceStatus | null;
}

/**
 * Where somebody's month stands. STALE: what was totalled is no longer what is recorded; VOID: what was signed is not.
 */
export type Stage = 'UNREGISTERED' | 'REGISTERED' | 'TOTALLED' | 'STALE' | 'SIGNED' | 'VOID' | 'SEALED' | 'VERIFIED';

/** One person's month: where it stands, what it comes to, and what is missing in it. */
export interface MonthRow {
  id: string;
  person: Person;
  sheet: Sheet | undefined;
  stage: Stage;
  /** Days on duty, with halves: the sheet's, or those recorded while there is none to be read; null: neither is. */
  onDuty: number | null;
  away: { leave: number; trip: number; absent: number };
  /** Days with a log; null where logs are not read. */
  logs: number | null;
  /** Workdays in post, before today, of which nothing is recorded. */
  blank: Day[];
  /** Days on duty, before today, without a log. */
  unlogged: Day[];
  presence: readonly Presence[];
}

/** What rows are made by: the month, today, and which of its days are workdays. */
export interface Frame {
  month: string;
  today: Day;
  workdays: ReadonlySet<Day>;
}

/** The people of the month with their sheets; those who had left before it, or came after it, are left out. */
export function monthRows(
  people: readonly Person[],
  sheets: readonly Sheet[],
  presence: ReadonlyMap<string, readonly Presence[]>,
  frame: Frame,
): MonthRow[] {
  const byPosting = new Map(sheets.map((sheet) => [sheet.posting.id, sheet]));
  const last = daysOfMonth(frame.month).at(-1) ?? frame.month;
  return people
    .filter(({ startDate, endDate }) => startDate <= last && (endDate ?? last) >= `${frame.month}-01`)
    .map((person) => rowOf(person, byPosting.get(person.id), presence.get(person.id) ?? [], frame));
}

function rowOf(person: Person, sheet: Sheet | undefined, presence: readonly Presence[], frame: Frame): MonthRow {
  const recorded: readonly RecordedDay[] | undefined = person.attendanceDays ?? undefined;
  const told = sheet?.withheld === null ? toldDays(sheet.days) : undefined;
  const days = recorded ?? told;
  const written = person.workLogs ? new Set(person.workLogs.map((log) => log.day)) : undefined;
  const known = new Set(days?.map((one) => one.day));
  return {
    id: person.id,
    person,
    sheet,
    stage: stageOf(sheet, recorded, told),
    onDuty: sheet?.onDutyDays == null ? (days ? sumOf(days, 'ON_DUTY') : null) : Number(sheet.onDutyDays),
    away: {
      leave: sumOf(days ?? [], 'LEAVE'),
      trip: sumOf(days ?? [], 'OFFICIAL_TRIP'),
      absent: sumOf(days ?? [], 'ABSENT'),
    },
    logs: written?.size ?? null,
    blank: days ? servedDays(person, frame).filter((day) => frame.workdays.has(day) && !known.has(day)) : [],
    unlogged:
      days && written
        ? days.filter((one) => one.day < frame.today && sumOf([one], 'ON_DUTY') > 0 && !written.has(one.day)).map(({ day }) => day)
        : [],
    presence,
  };
}

/** On how many of the days, in halves, it was that. */
export function sumOf(days: readonly RecordedDay[], status: AttendanceStatus): number {
  return days.reduce((sum, one) => sum + (one.status === status ? 0.5 : 0) + ((one.afternoon ?? one.status) === status ? 0.5 : 0), 0);
}

/** The days as a sheet keeps them. */
export function toldDays(stored: unknown): RecordedDay[] {
  return Array.isArray(stored) ? (stored as RecordedDay[]) : [];
}

function stageOf(
  sheet: Sheet | undefined,
  recorded: readonly RecordedDay[] | undefined,
  told: readonly RecordedDay[] | undefined,
): Stage {
  if (sheet === undefined) return (recorded?.length ?? 0) > 0 ? 'REGISTERED' : 'UNREGISTERED';
  if (sheet.state === 'SIGNED' && sheet.signature?.valid === false) return 'VOID';
  if (sheet.state === 'TOTALLED' && recorded && told && !same(recorded, told)) return 'STALE';
  return sheet.state;
}

function same(one: readonly RecordedDay[], other: readonly RecordedDay[]): boolean {
  const texts = (days: readonly RecordedDay[]) =>
    days.map(({ day, status, afternoon }) => `${day} ${status} ${afternoon ?? status}`).sort();
  return texts(one).join() === texts(other).join();
}

function servedDays({ startDate, endDate }: Person, { month, today }: Frame): Day[] {
  return daysOfMonth(month).filter((day) => day < today && day >= startDate && day <= (endDate ?? day));
}
