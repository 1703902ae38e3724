/** Civil days (`2026-11-21`) and months (`2026-11`) of Asia/Shanghai, as text: they sort and compare as they are. */
export type Day = string;
export type MonthText = string;

const CIVIL = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
const MILLISECONDS_A_DAY = 86_400_000;

/** The civil day on which the instant falls, now by default. */
export function civilDay(instant: Date = new Date()): Day {
  return CIVIL.format(instant);
}

/** The time of day in Shanghai, as 09:05. */
export function clockTime(instant: string | Date): string {
  return CLOCK.format(new Date(instant));
}

/** The civil day with its year, as 2026年11月21日. */
export function fullDayTitle(day: Day): string {
  return `${monthTitle(monthOf(day))}${Number(day.slice(8))}日`;
}

/** A moment in Shanghai, as 2026年11月21日 09:05. */
export function momentTitle(instant: string | Date): string {
  return `${fullDayTitle(civilDay(new Date(instant)))} ${clockTime(instant)}`;
}

export function monthOf(day: Day): MonthText {
  return day.slice(0, 7);
}

export function monthTitle(month: MonthText): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;
}

export function dayTitle(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function weekdayTitle(day: Day): string {
  return `星期${WEEKDAYS[weekday(day)] ?? ''}`;
}

/** The days from `earlier` to `later`; negative when they are the other way round. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / MILLISECONDS_A_DAY);
}

export function shiftMonth(month: MonthText, by: number): MonthText {
  const moved = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1));
  return moved.toISOString().slice(0, 7);
}

/** Every day of the month, in order. */
export function daysOfMonth(month: MonthText): Day[] {
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** Whether the text names a month. */
export function isMonth(text: string | null): text is MonthText {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}
