import type { Outcome } from '../../gql/graphql';
import { OUTCOME_NAMES } from '../../shared/words';
import type { MonthRow, Presence, Stage } from './rows';

/** How a month is judged, in two or three words, with why. */
export interface Judgement {
  words: string;
  tone?: 'good' | 'late' | 'calm';
  reason?: string;
  clause?: string;
  /** Whether somebody should look at it. */
  concern: boolean;
}

/** The judgement of the sheet; before it can be read, that nobody reads it; before there is one, of what is recorded. */
export function judgementOf({ sheet, presence, stage }: Pick<MonthRow, 'sheet' | 'presence' | 'stage'>): Judgement {
  if (sheet?.withheld != null) {
    return { words: sheet.withheld, reason: '乡镇盖章后才能看到判定和到岗天数。', concern: false };
  }
  if (sheet?.outcome != null) {
    return {
      ...outcomeWords(sheet.outcome),
      ...(sheet.reason !== null && { reason: sheet.reason }),
      ...(sheet.clause !== null && { clause: sheet.clause }),
      concern: isBelow(sheet.outcome) || stage === 'STALE' || stage === 'VOID',
    };
  }
  const month = presence.find((one) => one.cadence === 'MONTH' && one.measure === 'DAYS');
  if (month === undefined) return { words: '没有判定', concern: false };
  const told = presenceWords(month);
  return {
    ...told,
    reason: month.reason,
    clause: `${month.document} ${month.reference}：${month.words}`,
    concern: told.tone === 'late',
  };
}

/** Whether the month can no longer be made up for without being sent back. */
export function isClosed(stage: Stage): boolean {
  return stage === 'SEALED' || stage === 'VERIFIED';
}

/** Whether somebody should look at the month: how it is judged, or what may still be filled in. */
export function needsCare(row: MonthRow): boolean {
  return judgementOf(row).concern || (!isClosed(row.stage) && row.blank.length + row.unlogged.length > 0);
}

/** What a verdict on presence comes to; of a period that runs, whether it can still be met. */
export function presenceWords(one: Pick<Presence, 'outcome' | 'running' | 'reachable' | 'missing' | 'measure' | 'soft'>): {
  words: string;
  tone?: 'good' | 'late' | 'calm';
} {
  if (!isBelow(one.outcome)) return outcomeWords(one.outcome);
  if (one.running) {
    const short = `还差 ${Number(one.missing)} ${one.measure === 'NIGHTS' ? '晚' : '天'}`;
    return one.reachable ? { words: short, tone: 'calm' } : { words: `${short}，已达不到`, tone: one.soft ? 'calm' : 'late' };
  }
  return { words: OUTCOME_NAMES[one.outcome], tone: one.soft ? 'calm' : 'late' };
}

function outcomeWords(outcome: Outcome): { words: string; tone?: 'good' | 'late' } {
  if (outcome === 'MET') return { words: OUTCOME_NAMES.MET, tone: 'good' };
  return { words: OUTCOME_NAMES[outcome], ...(isBelow(outcome) && { tone: 'late' as const }) };
}

function isBelow(outcome: Outcome): boolean {
  return outcome === 'UNMET' || outcome === 'WARNED';
}

export const STAGES: Record<Stage, { name: string; tone?: 'good' | 'late' | 'calm' }> = {
  UNREGISTERED: { name: '没有登记', tone: 'late' },
  REGISTERED: { name: '待统计' },
  TOTALLED: { name: '待签字', tone: 'calm' },
  STALE: { name: '须重新统计', tone: 'late' },
  SIGNED: { name: '待盖章', tone: 'calm' },
  VOID: { name: '签字已失效', tone: 'late' },
  SEALED: { name: '待查验', tone: 'calm' },
  VERIFIED: { name: '已查验', tone: 'good' },
};
