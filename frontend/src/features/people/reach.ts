import type { RegionLevel } from '../../gql/graphql';
import { type Role, roleOf, ROLES } from '../../shared/roles';
import type { SignedIn } from '../session/session';

const DIGITS: Record<RegionLevel, number> = { PROVINCE: 2, CITY: 4, COUNTY: 6, TOWNSHIP: 9, VILLAGE: 12 };

/** Whether the person is one of the three administrators, in whose hands the administrators are. */
export function isAdministrator(viewer: SignedIn): boolean {
  return viewer.roles.some((held) => roleOf(held.role)?.administers === true);
}

/** The levels of the role that lie within a place of that code. */
export function levelsWithin(role: Role, place: string | undefined): RegionLevel[] {
  return role.levels.filter((level) => place !== undefined && DIGITS[level] >= place.length);
}

/** The roles that may be given within the place: the business ones, or those that administer. */
export function rolesWithin(place: string | undefined, administering: boolean): Role[] {
  return ROLES.filter(
    (role) => role.administers === administering && (role.axis !== 'place' || levelsWithin(role, place).length > 0),
  );
}
