import { may, type SignedIn } from '../session/session';
import type { Act, Rights } from './next';

const NEEDS: Record<Act, string> = {
  total: 'sheet:total',
  sign: 'sheet:sign',
  seal: 'sheet:seal',
  verify: 'sheet:verify',
  reopen: 'sheet:reopen',
};
const SECRETARY = 'township_secretary';

/** In which capacity somebody signs: the office held in person, or for whom they stand in. */
export interface Capacity {
  office: string;
  actingFor: string | null;
}

/** As what the person signs in the township: its secretary in person before standing in for them. */
export function capacityIn(viewer: SignedIn, townshipCode: string, townshipName: string): Capacity | undefined {
  const [held] = viewer.roles
    .filter((role) => role.role === SECRETARY && role.regionCode === townshipCode)
    .sort((one, other) => Number(one.actingFor !== null) - Number(other.actingFor !== null));
  const office = `${townshipName}${townshipName.endsWith('街道') ? '党工委' : '党委'}书记`;
  return held && { office, actingFor: held.actingFor };
}

/** Which acts are open to the person in the township: by permission, over that place; only its secretary signs. */
export function rightsIn(viewer: SignedIn, townshipCode: string): Rights {
  const covers = viewer.roles.some(({ regionCode }) => regionCode !== null && townshipCode.startsWith(regionCode));
  const signs = capacityIn(viewer, townshipCode, '') !== undefined;
  const acts = (Object.keys(NEEDS) as Act[]).filter((act) => covers && may(viewer, NEEDS[act]) && (act !== 'sign' || signs));
  return new Set(acts);
}
