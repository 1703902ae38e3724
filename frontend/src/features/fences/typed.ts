import type { Datum, FenceInput, FenceKind } from '../../gql/graphql';
import type { Day } from '../../shared/days';
import type { Shape } from './drawing';
import { parsePoint, parsePolygon, type Point } from './points';

/** A fence as it stands in the form. */
export interface Typed {
  name: string;
  kind: FenceKind;
  datum: Datum;
  validFrom: Day;
  validTo?: Day | null;
  postingId?: string | null;
  centre?: string;
  radiusM?: number | null;
  corners?: string;
  seasonMonths: number[];
}

export function wrongCentre(text: string | undefined): string | undefined {
  const found = parsePoint(text ?? '');
  return 'words' in found ? found.words : undefined;
}

export function wrongCorners(text: string | undefined): string | undefined {
  const found = parsePolygon(text ?? '');
  return 'words' in found ? found.words : undefined;
}

/** What the service is told; only of a form in which nothing is wrong. */
export function inputOf(typed: Typed): Omit<FenceInput, 'regionCode' | 'idempotencyKey'> {
  const shape = shapeOf(typed);
  const [latitude = 0, longitude = 0] = shape?.centre ?? [];
  return {
    name: typed.name.trim(),
    kind: typed.kind,
    datum: typed.datum,
    validFrom: typed.validFrom,
    validTo: typed.validTo ?? null,
    postingId: typed.postingId ?? null,
    centre: typed.kind === 'RADIUS' ? { latitude, longitude } : null,
    radiusM: typed.kind === 'RADIUS' ? (typed.radiusM ?? null) : null,
    vertices: (shape?.vertices ?? []).map(pointInput),
    seasonMonths: typed.seasonMonths,
  };
}

/** The shape that is typed so far, if it is one. */
export function shapeOf({ kind, centre, radiusM, corners }: Partial<Typed>): Shape | undefined {
  if (kind === 'POLYGON') {
    const found = parsePolygon(corners ?? '');
    return 'words' in found ? undefined : { vertices: found.points };
  }
  const found = parsePoint(centre ?? '');
  return 'words' in found || radiusM == null ? undefined : { centre: found, radiusM };
}

function pointInput([latitude, longitude]: Point) {
  return { latitude, longitude };
}
