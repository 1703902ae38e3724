import type { AttendanceStatus, ConflictDecision, ConflictPartsFragment, DayPart } from '../../gql/graphql';

type Said = Pick<ConflictPartsFragment, 'standing' | 'claimed' | 'part'>;

export interface Outcome {
  decision: ConflictDecision;
  title: string;
  /** What it does to the day. */
  effect: string;
}

const DECIDED_AS: Partial<Record<AttendanceStatus, ConflictDecision>> = {
  ON_DUTY: 'PRESENCE',
  OFFICIAL_TRIP: 'LEAVE',
  LEAVE: 'LEAVE',
  ABSENT: 'ABSENCE',
};

const WHOLE_OR_HALF: Record<DayPart, { time: string; counts: string }> = {
  WHOLE: { time: '这一天', counts: '到岗 1 天' },
  MORNING: { time: '这天上午', counts: '到岗半天' },
  AFTERNOON: { time: '这天下午', counts: '到岗半天' },
};

/** What may be decided, in plain words: what the first side says, then what the other says. */
export function outcomesOf(conflict: Said): Outcome[] {
  const found: Outcome[] = [];
  // Where both sides would be decided alike, the later is what the day becomes.
  for (const status of [conflict.claimed, conflict.standing]) {
    const decision = DECIDED_AS[status];
    if (decision !== undefined && !found.some((one) => one.decision === decision)) {
      found.unshift({ decision, ...wordsOf(status, other(conflict, status), conflict.part) });
    }
  }
  return found;
}

function other({ standing, claimed }: Said, status: AttendanceStatus): AttendanceStatus {
  return status === standing ? claimed : standing;
}

function wordsOf(status: AttendanceStatus, other: AttendanceStatus, part: DayPart): Omit<Outcome, 'decision'> {
  const { time, counts } = WHOLE_OR_HALF[part];
  if (status === 'ON_DUTY') {
    return { title: '人在岗', effect: `${time}计${counts}。${DROPPED[other] ?? ''}` };
  }
  const kept = other === 'ON_DUTY' ? '签到仍保留备查，但不计到岗。' : '';
  if (status === 'ABSENT') return { title: '人不在岗', effect: `${time}计未到岗。${kept}` };
  if (status === 'OFFICIAL_TRIP') return { title: '因公外出', effect: `${time}计因公外出。${kept}` };
  return { title: '在请假', effect: `${time}计请假。${kept}` };
}

const DROPPED: Partial<Record<AttendanceStatus, string>> = {
  LEAVE: '请假的其余日子不变，这段不再算请假。',
  OFFICIAL_TRIP: '外出的其余日子不变，这段不再算因公外出。',
  ABSENT: '原来登记的未到岗不再算。',
};

/** Which of the two sides the decision followed; undefined before it, or where neither can be told. */
export function followed({ standing, claimed, decision }: Said & Pick<ConflictPartsFragment, 'decision'>) {
  if (decision === null) return undefined;
  if (DECIDED_AS[claimed] === decision) return 'claimed';
  return DECIDED_AS[standing] === decision ? 'standing' : undefined;
}
