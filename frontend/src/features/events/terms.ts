import type { EventKind, EventPresence, EventStanding } from '../../gql/graphql';

/** The five kinds, in the order of the rule. */
export const KINDS: readonly EventKind[] = ['IMPORTANT_MEETING', 'KEY_TASK', 'HARD_PROBLEM', 'MAJOR_DISPUTE', 'EMERGENCY'];

export const KIND_NAMES: Record<EventKind, string> = {
  IMPORTANT_MEETING: '重要会议',
  KEY_TASK: '重点工作',
  HARD_PROBLEM: '难点问题',
  MAJOR_DISPUTE: '重大纠纷',
  EMERGENCY: '突发事件',
};

/** What may be recorded of a person; leave has to be approved. */
export const PRESENCE_NAMES: Record<EventPresence, string> = { PRESENT: '到场', ON_LEAVE: '请假未到', ABSENT: '未到' };

interface Told {
  name: string;
  tone?: 'good' | 'late' | 'calm';
}

export const STANDINGS: Record<EventStanding, Told> = {
  ATTENDED: { name: '已到场', tone: 'good' },
  EXCUSED: { name: '经批准请假', tone: 'calm' },
  MISSED: { name: '未到', tone: 'late' },
  UNRECORDED: { name: '没有登记' },
  UPCOMING: { name: '还没有开始' },
};

/** The kind in the address, if it is one. */
export function kindOf(text: string | null): EventKind | null {
  return KINDS.find((kind) => kind === text) ?? null;
}
