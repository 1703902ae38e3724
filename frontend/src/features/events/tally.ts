import type { EventsByPlaceQuery, EventKind } from '../../gql/graphql';
import { KINDS } from './terms';

export type PlaceOfEvents = EventsByPlaceQuery['eventsByPlace'][number];

/** How many events there were, and how many persons were recorded how at those that have begun. */
export interface Tally {
  events: number;
  begun: number;
  required: number;
  present: number;
  onLeave: number;
  absent: number;
  unrecorded: number;
}

export interface PlaceTally extends Tally {
  code: string;
  name: string;
  /** What belongs to the place that is looked at itself: nothing lies behind it. */
  own: boolean;
}

export interface KindTally extends Tally {
  kind: EventKind;
}

const NOTHING: Tally = { events: 0, begun: 0, required: 0, present: 0, onLeave: 0, absent: 0, unrecorded: 0 };

/** The figures together. */
export function together(rows: readonly Tally[]): Tally {
  return rows.reduce(
    (sum, row) => ({
      events: sum.events + row.events,
      begun: sum.begun + row.begun,
      required: sum.required + row.required,
      present: sum.present + row.present,
      onLeave: sum.onLeave + row.onLeave,
      absent: sum.absent + row.absent,
      unrecorded: sum.unrecorded + row.unrecorded,
    }),
    NOTHING,
  );
}

/** One line a place below `at`: where somebody was missing first, then where nobody has recorded. */
export function byPlace(rows: readonly PlaceOfEvents[], at: string | null): PlaceTally[] {
  const places = new Map<string, PlaceOfEvents[]>();
  for (const row of rows) places.set(row.regionCode, [...(places.get(row.regionCode) ?? []), row]);
  return [...places]
    .map(([code, of]) => {
      const name = of[0]?.name ?? code;
      return { code, name: code === at ? `${name}本级` : name, own: code === at, ...together(of) };
    })
    .sort(
      (one, other) =>
        other.absent - one.absent || other.unrecorded - one.unrecorded || (one.code < other.code ? -1 : 1),
    );
}

/** One line a kind, in the order of the rule; the kinds of which there was nothing too. */
export function byKind(rows: readonly PlaceOfEvents[]): KindTally[] {
  return KINDS.map((kind) => ({ kind, ...together(rows.filter((row) => row.kind === kind)) }));
}
