import type { SignalPartsFragment } from '../../gql/graphql';
import { dayTitle } from '../../shared/days';
import type { Photo } from './Photos';

type Sides = Pick<SignalPartsFragment, 'day' | 'otherDay' | 'evidence' | 'otherEvidence' | 'otherCadre' | 'kind'>;

/** The photos of the act and the earlier ones that they are like, to lie side by side. */
export function sidesOf({ day, otherDay, evidence, otherEvidence, otherCadre }: Sides) {
  const groups: { caption: string; photos: readonly Photo[] }[] = [];
  if (evidence && evidence.length > 0) groups.push({ caption: `${dayTitle(day)}所用`, photos: evidence });
  if (otherEvidence && otherEvidence.length > 0) {
    const whose = otherCadre ? `${otherCadre.name} ` : '';
    groups.push({ caption: `${whose}${otherDay === null ? '以前' : dayTitle(otherDay)}用过`, photos: otherEvidence });
  }
  return groups;
}

/** Whether there is another photo that this person may not see. */
export function hidesOther({ kind, otherEvidence }: Pick<Sides, 'kind' | 'otherEvidence'>): boolean {
  return (kind === 'PHOTO_SEEN_BEFORE' || kind === 'PHOTO_LOOKS_ALIKE') && (otherEvidence?.length ?? 0) === 0;
}
