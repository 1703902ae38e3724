import type { InspectionPartsFragment, RectificationPartsFragment } from '../../gql/graphql';
import { type Day, dayTitle, daysBetween } from '../../shared/days';
import { may, type SignedIn } from '../session/session';

export type Inspection = InspectionPartsFragment;
export type Rectification = RectificationPartsFragment;

/** Whether the person plans for the place from which an inspection was planned, or for one above it. */
export function plansFor(viewer: SignedIn, plannerRegionCode: string): boolean {
  return may(viewer, 'inspection:plan') && viewer.roles.some(({ regionCode }) => covers(regionCode, plannerRegionCode));
}

/** Whether what was found at the place is the person's to put right: a township's all that is in it, a county's what is about itself. */
export function rectifies(viewer: SignedIn, regionCode: string): boolean {
  return (
    may(viewer, 'inspection:rectify') &&
    viewer.roles.some(({ regionCode: held }) => (held !== null && held.length > COUNTY ? covers(held, regionCode) : held === regionCode))
  );
}

/** How many digits the code of a county has. */
const COUNTY = 6;

function covers(held: string | null, place: string): boolean {
  return held !== null && place.startsWith(held);
}

/** Whether it is still being made: what was published stands, what was cancelled is over. */
export function isOpen({ state }: Pick<Inspection, 'state'>): boolean {
  return state === 'PLANNED' || state === 'CARRIED_OUT';
}

/** What the person may do about a rectification now: report what was done, or judge what another reported. */
export function dueAct(
  viewer: SignedIn,
  one: Pick<Rectification, 'state' | 'reportedByMe'>,
  found: { regionCode: string; published: boolean; plannerRegionCode: string },
): 'report' | 'judge' | undefined {
  // What is demanded and not published yet is known to nobody who could put it right.
  if (!found.published) return undefined;
  if (one.state === 'DEMANDED' || one.state === 'RETURNED') return rectifies(viewer, found.regionCode) ? 'report' : undefined;
  const judges = one.state === 'REPORTED' && !one.reportedByMe && plansFor(viewer, found.plannerRegionCode);
  return judges ? 'judge' : undefined;
}

/** How a rectification stands against its deadline. */
export function deadline({ dueOn, state }: Pick<Rectification, 'dueOn' | 'state'>, today: Day) {
  const left = daysBetween(today, dueOn);
  const overdue = state !== 'ACCEPTED' && left < 0;
  const end = `${dueOn.slice(0, 4) === today.slice(0, 4) ? '' : `${dueOn.slice(0, 4)}年`}${dayTitle(dueOn)}前`;
  return { overdue, words: overdue ? `${end}，已逾期 ${-left} 天` : end };
}

/** The ways of an unannounced visit that an inspection is made in. */
export function waysOf(one: Inspection): string[] {
  return [
    ...(one.withoutNotice ? ['不打招呼'] : []),
    ...(one.withoutRoute ? ['不设路线'] : []),
    ...(one.straightToVillage ? ['直接进村'] : []),
    ...(one.randomHouseholds ? ['随机入户'] : []),
  ];
}
