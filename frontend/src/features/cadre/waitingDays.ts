import type { ClaimState, ConflictState } from '../../gql/graphql';
import type { Day } from '../../shared/days';

interface Waiting<State> {
  id: string;
  day: Day;
  state: State;
}

export interface UndecidedDay {
  id: string;
  day: Day;
  words: string;
}

const LATE = '签到发出时已过期限，转成了补签申请，等审批';

/** What of one's own days a person has yet to decide, by day: contradictions, and claims. */
export function undecided(
  conflicts: readonly Waiting<ConflictState>[],
  claims: readonly (Waiting<ClaimState> & { entries: number })[],
): UndecidedDay[] {
  const open = [
    ...conflicts
      .filter(({ state }) => state === 'OPEN')
      .map(({ id, day }) => ({ id, day, words: '签到与已有记录对不上，等有权的人裁定' })),
    ...claims
      .filter(({ state }) => state === 'SUBMITTED')
      .map(({ id, day, entries }) => ({ id, day, words: entries > 0 ? LATE : '补签申请等审批' })),
  ];
  return open.sort((one, other) => (one.day < other.day ? -1 : 1));
}
