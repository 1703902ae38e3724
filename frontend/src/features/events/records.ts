import type { EventAttendancesFragment, EventDetailQuery, EventPresence, EventsQuery } from '../../gql/graphql';

export type Concerned = EventDetailQuery['concernedByEvent'][number];
export type Attendance = EventAttendancesFragment['attendance'][number];
export type EventRow = EventsQuery['events']['nodes'][number];

/** One of those concerned with what was recorded of them. */
export interface Person extends Concerned {
  record: Attendance | undefined;
}

/** What is typed of one person before it is sent. */
export interface Draft {
  state: EventPresence | null;
  note: string;
  kept: readonly { id: string; fileName: string }[];
  added: readonly File[];
}

export interface Counts {
  present: number;
  onLeave: number;
  absent: number;
  /** Undefined where not everybody concerned is within reach. */
  unrecorded: number | undefined;
}

/** Those concerned, each with the record of them. */
export function peopleOf({ concernedByEvent, node }: EventDetailQuery): Person[] {
  const attendance = node !== null && 'attendance' in node ? node.attendance : [];
  const records = new Map(attendance.map((record) => [record.posting?.id, record]));
  return concernedByEvent.map((one) => ({ ...one, record: records.get(one.postingId) }));
}

/** What stands there before anything is typed: the record, or what is proposed. */
export function draftOf(person: Person): Draft {
  return {
    state: person.state ?? person.proposed,
    note: person.record?.note ?? '',
    kept: person.record?.evidence ?? [],
    added: [],
  };
}

/** Whether sending it would change the record; what nobody has decided is not sent. */
export function isNews(person: Person, draft: Draft): boolean {
  if (draft.state === null) return false;
  return (
    draft.state !== person.state ||
    draft.note.trim() !== (person.record?.note ?? '') ||
    draft.added.length > 0 ||
    draft.kept.length !== (person.record?.evidence.length ?? 0)
  );
}

/** How many were recorded how; `whole` says whether everybody concerned is within reach. */
export function countsOf({ attendance, concerned }: Pick<EventRow, 'attendance' | 'concerned'>, whole: boolean): Counts {
  const count = (state: EventPresence) => attendance.filter((one) => one.state === state).length;
  return {
    present: count('PRESENT'),
    onLeave: count('ON_LEAVE'),
    absent: count('ABSENT'),
    unrecorded: whole ? Math.max(0, concerned - attendance.length) : undefined,
  };
}
