import type { OverdueDutiesQuery } from '../../gql/graphql';

type Overdue = OverdueDutiesQuery['overdueDuties'];

const LEVELS = [2, 4, 6, 9, 12];

/** One line of a list of figures. */
export interface Line {
  key: string;
  title: string;
  overdue: number;
  hints: number;
  note?: string | undefined;
  /** What belongs to the place that is looked at itself: nothing lies behind it. */
  own?: boolean;
}

/** The places next below with what is overdue there: of everything, or of the one duty. */
export function placeLines({ places, cells }: Overdue, matter: string | null, at: string | null = null): Line[] {
  return places
    .map(({ regionCode, name, overdue, hints }) => {
      const here = cells.filter((cell) => cell.regionCode === regionCode && cell.matter === matter);
      const counted = matter === null ? [{ overdue, hints }] : here;
      return {
        key: regionCode,
        title: regionCode === at ? `${name}本级` : name,
        own: regionCode === at,
        overdue: counted.reduce((sum, cell) => sum + cell.overdue, 0),
        hints: counted.reduce((sum, cell) => sum + cell.hints, 0),
      };
    })
    .filter((line) => line.overdue + line.hints > 0)
    .sort((one, other) => other.overdue - one.overdue || other.hints - one.hints || (one.key < other.key ? -1 : 1));
}

/** The duties that are overdue; what goes by several names under one matter is one line, under the first of them. */
export function dutyLines({ duties }: Overdue): Line[] {
  const lines = new Map<string, Line>();
  for (const { matter, title, reference, document, overdue, hints } of duties) {
    const line = lines.get(matter);
    if (line) {
      line.overdue += overdue;
      line.hints += hints;
    } else {
      const note = reference === null ? undefined : `${document ?? ''} ${reference}`.trim();
      lines.set(matter, { key: matter, title, overdue, hints, note });
    }
  }
  return [...lines.values()];
}

/** The place above, or null at the top of one's own reach. */
export function placeAbove(code: string, top: string | null): string | null {
  const above = code.slice(0, LEVELS.findLast((digits) => digits < code.length) ?? 0);
  return above === '' || (top !== null && above.length < top.length) ? null : above;
}
