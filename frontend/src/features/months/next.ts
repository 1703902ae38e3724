import type { MonthRow, Stage } from './rows';

/** What may be done to sheets of a township. */
export type Act = 'total' | 'sign' | 'seal' | 'verify' | 'reopen';

/** What each act takes up. */
const TAKES: Record<Act, readonly Stage[]> = {
  total: ['UNREGISTERED', 'REGISTERED', 'STALE', 'VOID'],
  sign: ['TOTALLED'],
  seal: ['SIGNED'],
  verify: ['SEALED'],
  reopen: ['SIGNED', 'VOID', 'SEALED', 'VERIFIED'],
};
const ORDER = ['total', 'sign', 'seal', 'verify'] as const;

/** Which acts are open to the person in the township. */
export type Rights = ReadonlySet<Act>;

/** The rows that the act takes up. */
export function takenBy(act: Act, rows: readonly MonthRow[]): MonthRow[] {
  return rows.filter((row) => TAKES[act].includes(row.stage));
}

/** The next thing that the person has to do there, and with whose months; nothing while the month runs, or it is others' turn. */
export function nextAct(rows: readonly MonthRow[], rights: Rights, ended: boolean): { act: Act; rows: MonthRow[] } | undefined {
  if (!ended) return undefined;
  for (const act of ORDER) {
    const taken = rights.has(act) ? takenBy(act, rows) : [];
    if (taken.length > 0) return { act, rows: taken };
  }
  return undefined;
}
