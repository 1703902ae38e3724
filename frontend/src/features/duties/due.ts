import type { OccurrencePartsFragment } from '../../gql/graphql';
import { type Day, daysBetween, dayTitle, monthOf } from '../../shared/days';

export type Occurrence = OccurrencePartsFragment;
export interface Told {
  words: string;
  tone?: 'good' | 'late' | 'calm';
}

/** How a period of a duty stands on that day, in two or three words. */
export function standing(one: Pick<Occurrence, 'state' | 'dueOn' | 'overdue' | 'late' | 'soft'>, today: Day): Told {
  if (one.state === 'EXEMPT') return { words: '不作要求' };
  if (one.state === 'MET') return { words: one.late ? '逾期完成' : '已完成', tone: 'good' };
  if (one.dueOn === null) return { words: '任期届满前' };
  const left = daysBetween(today, one.dueOn);
  if (one.overdue) return { words: `逾期 ${-left} 天`, tone: one.soft ? 'calm' : 'late' };
  if (left <= 0) return { words: '今天到期', tone: 'late' };
  return { words: `还有 ${left} 天`, ...(left <= 7 && { tone: 'calm' as const }) };
}

/** By when it is due: 9月30日前, with its year where that is another. */
export function dueTitle(dueOn: Day | null, today: Day): string {
  if (dueOn === null) return '任期届满前';
  const year = dueOn.slice(0, 4);
  return `${year === today.slice(0, 4) ? '' : `${year}年`}${dayTitle(dueOn)}前`;
}

/** What a cadre has to do: what is overdue, what is due within this month, what is due later, and what is done. */
export function sorted(duties: readonly Occurrence[], today: Day) {
  const open = duties.filter((one) => one.state === 'OPEN');
  const soon = (one: Occurrence) => one.dueOn !== null && monthOf(one.dueOn) <= monthOf(today);
  return {
    overdue: open.filter((one) => one.overdue),
    soon: open.filter((one) => !one.overdue && soon(one)),
    later: open.filter((one) => !one.overdue && !soon(one)),
    done: duties.filter((one) => one.state !== 'OPEN'),
  };
}
