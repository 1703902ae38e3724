import type { InspectionPartsFragment, RectificationPartsFragment, WaitingPartsFragment } from '../../gql/graphql';
import { type Day, dayTitle, daysBetween } from '../../shared/days';
import { may, type SignedIn } from '../session/session';

export type Inspection = InspectionPartsFragment;
export type Rectification = RectificationPartsFragment;

/** Whether the person plans for the place from which an inspection was planned, or for one above it. */
export function plansFor(viewer: SignedIn, plannerRegionCode: string): boolean {
  return may(viewer, 'inspection:plan') && viewer.roles.some(({ regionCode }) => covers(regionCode, plannerRegionCode));
}

/** Whether what was found at the place is the person's to put right. */
export function rectifies(viewer: SignedIn, regionCode: string): boolean {
  return may(viewer, 'inspection:rectify') && viewer.roles.some((held) => covers(held.regionCode, regionCode));
}

function covers(held: string | null, place: string): boolean {
  return held !== null && place.startsWith(held);
}

/** Whether it is still being made: what was published stands, what was cancelled is over. */
export function isOpen({ state }: Pick<Inspection, 'state'>): boolean {
  return state === 'PLANNED' || state === 'CARRIED_OUT';
}

/** What the person may do about a rectification now: report what was done, or judge the report. */
export function dueAct(viewer: SignedIn, one: WaitingPartsFragment): 'report' | 'judge' | undefined {
  const { finding, state } = one;
  // What is demanded and not published yet is known to nobody who could put it right.
  if (finding.inspection.state !== 'PUBLISHED') return undefined;
  if (state === 'DEMANDED' || state === 'RETURNED') return rectifies(viewer, finding.regionCode) ? 'report' : undefined;
  if (state === 'REPORTED') return plansFor(viewer, finding.inspection.plannerRegionCode) ? 'judge' : undefined;
  return undefined;
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
