import type { FindingEnd, FindingInput, InspectionMethod, Presence, Violation } from '../../gql/graphql';
import type { Day } from '../../shared/days';
import type { Seen } from './useFindings';

/** What an inspector types of one person or place. */
export interface Typed {
  presence?: Presence;
  violation?: Violation | null;
  nightsAway?: number | null;
  note?: string;
  households?: string[];
  foundOn: Day;
  demanded: boolean;
  demand?: string;
  dueOn?: Day | null;
}

/** What stands in the form at first: what was noted before, or today and nothing else. */
export function typedOf(finding: Seen | undefined, today: Day): Typed {
  if (!finding) return { foundOn: today, demanded: false };
  const { presence, violation, nightsAway, note, households, foundOn, rectification } = finding;
  return {
    ...(presence !== null && { presence }),
    violation,
    nightsAway,
    note: note ?? '',
    households,
    foundOn,
    demanded: rectification !== null,
    ...(rectification && { demand: rectification.demand, dueOn: rectification.dueOn }),
  };
}

/** As the service takes it; of a person on leave nothing is held against them. */
export function inputOf(
  typed: Typed,
  about: { postingId: string; end: FindingEnd } | { regionCode: string },
): FindingInput {
  const note = (typed.note ?? '').trim();
  const person = 'postingId' in about;
  const held = person && typed.presence !== 'ON_LEAVE';
  return {
    ...about,
    presence: person ? (typed.presence ?? null) : null,
    violation: held ? (typed.violation ?? null) : null,
    nightsAway: held ? (typed.nightsAway ?? null) : null,
    note: note === '' ? null : note,
    households: typed.households ?? [],
    foundOn: typed.foundOn,
    rectify:
      typed.demanded && typed.dueOn != null ? { demand: (typed.demand ?? '').trim(), dueOn: typed.dueOn } : null,
  };
}

/** How presence is asked for: a call that nobody takes proves nothing, so it is what the call established that counts. */
export function presenceChoices(method: InspectionMethod, end: FindingEnd): { value: Presence; label: string }[] {
  const [there, away] =
    method === 'PHONE_CALL'
      ? ['核实在岗', '核实不在岗']
      : end === 'UNIT'
        ? ['在单位', '不在单位']
        : ['见到本人', '不在岗'];
  return [
    { value: 'PRESENT', label: there },
    { value: 'ABSENT', label: away },
    { value: 'ON_LEAVE', label: '请假' },
  ];
}
