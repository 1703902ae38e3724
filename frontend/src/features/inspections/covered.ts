import type { CoverageState, InspectionCoverageQuery } from '../../gql/graphql';
import { type Day, fullDayTitle, type MonthText, monthOf, monthTitle, shiftMonth } from '../../shared/days';

export type Covered = InspectionCoverageQuery['inspectionCoverage'][number];

/** One rule in one period, with the places that owe it. */
export interface RuleCoverage {
  matter: string;
  title: string;
  periodStart: Day;
  periodEnd: Day;
  document: string;
  words: string;
  reference: string;
  soft: boolean;
  places: Covered[];
}

const ORDER: readonly CoverageState[] = ['OVERDUE', 'OPEN', 'DONE', 'NOBODY'];

/** The answers under the rules that they follow, the widest rule first; in each, what is overdue first. */
export function byRule(covered: readonly Covered[]): RuleCoverage[] {
  const rules = new Map<string, RuleCoverage>();
  for (const one of covered) {
    const key = `${one.matter} ${one.reference} ${one.periodStart}`;
    const rule = rules.get(key);
    if (rule) rule.places.push(one);
    else rules.set(key, { ...one, places: [one] });
  }
  for (const rule of rules.values()) {
    rule.places.sort(
      (one, other) =>
        ORDER.indexOf(one.state) - ORDER.indexOf(other.state) ||
        other.missingCount - one.missingCount ||
        (one.regionCode < other.regionCode ? -1 : 1),
    );
  }
  return [...rules.values()].sort((one, other) => widthOf(one) - widthOf(other));
}

/** How many places stand how; those that none do are left out. */
export function tally(places: readonly Covered[]): { state: CoverageState; count: number }[] {
  return ORDER.map((state) => ({ state, count: places.filter((one) => one.state === state).length })).filter(
    ({ count }) => count > 0,
  );
}

/** What a period is called: 2026年11月, or from which day to which. */
export function periodTitle(start: Day, end: Day): string {
  if (monthOf(start) === monthOf(end)) return monthTitle(monthOf(start));
  return `${monthTitle(monthOf(start))}至${Number(end.slice(5, 7))}月`;
}

/** The day on which a month is looked at: its last, or today while it runs. */
export function dayIn(month: MonthText, today: Day): Day {
  if (month === monthOf(today)) return today;
  const last = new Date(Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`) - 86_400_000);
  return last.toISOString().slice(0, 10);
}

/** By when a place has to be done, or had to be. */
export function dueTitle(one: Covered): string {
  if (one.state === 'OVERDUE') return `${fullDayTitle(one.periodEnd)}到期，已逾期 ${one.overdueDays} 天`;
  if (one.state === 'OPEN') return `${fullDayTitle(one.periodEnd)}前完成`;
  return '';
}

function widthOf(rule: RuleCoverage): number {
  return Math.min(...rule.places.map((one) => one.regionCode.length));
}
