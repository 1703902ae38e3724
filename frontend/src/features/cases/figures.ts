import type { LeadFiguresQuery, LeadKind } from '../../gql/graphql';
import { LEAD_KINDS } from './terms';

export type Figure = LeadFiguresQuery['leadFigures'][number];

/** One line of a list of counts. */
export interface Line {
  key: string;
  title: string;
  note?: string;
  open: number;
  asked: number;
  answered: number;
  /** What belongs to the place that is looked at itself: nothing lies behind it. */
  own?: boolean;
}

const NOTHING = { open: 0, asked: 0, answered: 0 };

/** How many wait, of how many somebody was asked, and how many were answered. */
export function total(figures: readonly Figure[]) {
  return figures.reduce(
    (sum, one) => ({
      open: sum.open + one.open,
      asked: sum.asked + one.asked,
      answered: sum.answered + one.answered,
    }),
    NOTHING,
  );
}

/** What waits by kind, the most first. */
export function kindLines(figures: readonly Figure[]): Line[] {
  const kinds = [...new Set(figures.map((one) => one.kind))];
  return kinds
    .map((kind) => {
      const { name, about } = LEAD_KINDS[kind];
      return { key: kind, title: name, note: about, ...total(figures.filter((one) => one.kind === kind)) };
    })
    .sort(most);
}

/** What waits by the place next below, of everything or of one kind, the most first. */
export function placeLines(figures: readonly Figure[], kind: LeadKind | null, at: string | null): Line[] {
  const counted = figures.filter((one) => kind === null || one.kind === kind);
  const places = new Map(counted.map((one) => [one.regionCode, one.placeName]));
  return [...places]
    .map(([code, name]) => ({
      key: code,
      title: code === at ? `${name}本级` : name,
      own: code === at,
      ...total(counted.filter((one) => one.regionCode === code)),
    }))
    .sort(most);
}

function most(one: Line, other: Line): number {
  return other.open - one.open || (one.key < other.key ? -1 : 1);
}
