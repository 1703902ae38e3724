import { placeWithin } from '../../shared/words';
import type { SignedIn } from '../session/session';

/** One part of the country or of the people that a role opens: a place, a sending unit's cadres, or oneself. */
export interface Area {
  key: string;
  kind: 'place' | 'unit' | 'self';
  role: string;
  title: string;
  /** What the part is called, at full length. */
  name: string;
  /** Null for a unit, for oneself, and for the platform, which lies in no province. */
  regionCode: string | null;
}

/** The roles over one's own records alone. */
const ONESELF: readonly string[] = ['posted_cadre', 'team_member'];
const COUNTY_DIGITS = 6;
const VILLAGE_DIGITS = 12;

/** Whether the role reaches one's own records alone. */
export function isOneself(role: string): boolean {
  return ONESELF.includes(role);
}

/** The areas of a person, the widest first. */
export function areasOf(viewer: SignedIn): Area[] {
  const areas = viewer.roles.map((held): Area => {
    const kind = isOneself(held.role) ? 'self' : held.unitName === null ? 'place' : 'unit';
    return {
      key: `${held.role}-${held.regionCode ?? held.unitName ?? 'self'}`,
      kind,
      role: held.role,
      title: held.title,
      name: held.placeName ?? held.unitName ?? viewer.tenant.name,
      regionCode: held.regionCode,
    };
  });
  return areas.sort((one, other) => width(one) - width(other));
}

/** Whether the area holds a county or more, so that figures by county can be read. */
export function holdsCounties(area: Area): boolean {
  return area.regionCode !== null && area.regionCode.length <= COUNTY_DIGITS;
}

/** A place's name without the province's: 锦州市黑山县 of 辽宁省锦州市黑山县. */
export function shortName(area: Area, tenantName: string): string {
  return area.kind === 'place' ? placeWithin(area.name, tenantName) : area.name;
}

/** Around what the places of the area's postings lie: names are shown from there on. */
export function aroundOf(area: Area, tenantName: string): string {
  const village = area.regionCode?.length === VILLAGE_DIGITS;
  return area.kind === 'place' && !village ? area.name : tenantName;
}

function width(area: Area): number {
  return area.kind === 'place' ? (area.regionCode?.length ?? 0) : area.kind === 'unit' ? 20 : 30;
}
