import type { ReactNode } from 'react';
import type { ClaimPartsFragment } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { Thumbnails } from '../acts/Thumbnails';
import styles from './Claims.module.css';
import { DayFactsPanel } from './DayFactsPanel';
import { claimedAfter, claimedWhere, claimsInMonth } from './facts';
import { CLAIM_STATES, partTitle } from './terms';

interface Props {
  claim: ClaimPartsFragment;
  /** Around what the place lies; undefined where it is plain whose claims these are. */
  around?: string;
  /** Whether it is open from the beginning. */
  opened?: boolean;
  acts?: ReactNode;
}

/** One claim: whose, of which day and why; it opens into the evidence and the day's other facts. */
export function ClaimItem({ claim, around, opened = false, acts }: Props) {
  const { name, ...tone } = CLAIM_STATES[claim.state];
  const day = partTitle(claim.day, claim.part);
  const { count } = claimsInMonth(claim.posting.backfillRequests ?? [], claim.day);
  return (
    <ExpandableItem
      className={styles.item}
      opened={opened}
      head={
        <>
          <span className={item.name}>
            <b>{around === undefined ? day : claim.posting.cadre.name}</b>
            {around !== undefined && <span className={item.note}>{placeWithin(claim.placeName, around)}</span>}
          </span>
          <span className={styles.when}>
            {around !== undefined && <span>{day}</span>}
            <span className={item.note}>
              {claimedAfter(claim.day, claim.submittedAt)}
              {around !== undefined && count > 0 && `，当月申请 ${count} 次`}
            </span>
          </span>
          <span className={item.state}>
            <Mark {...tone}>{name}</Mark>
          </span>
        </>
      }
      excerpt={<p className={styles.excerpt}>{claim.reason}</p>}
    >
      <div className={styles.detail}>
        <Claimed claim={claim} />
        <DayFactsPanel key={claim.state} postingId={claim.posting.id} day={claim.day} />
        {acts}
      </div>
    </ExpandableItem>
  );
}

function Claimed({ claim }: { claim: ClaimPartsFragment }) {
  const where = claimedWhere(claim);
  return (
    <div className={styles.claimed}>
      <blockquote className={styles.reason}>{claim.reason}</blockquote>
      {claim.evidence !== undefined && claim.evidence.length > 0 && <Thumbnails files={claim.evidence} label="佐证" />}
      <dl className={item.facts}>
        <dt>申请</dt>
        <dd>
          {momentTitle(claim.submittedAt)}
          {claim.entries > 0 && `，含补传的签到 ${claim.entries} 次`}
          {claim.evidence?.length === 0 && '，没有附佐证'}
        </dd>
        {where !== '' && (
          <>
            <dt>地点</dt>
            <dd>{where}</dd>
          </>
        )}
        {claim.decidedAt !== null && (
          <>
            <dt>{claim.state === 'WITHDRAWN' ? '撤回' : '审批'}</dt>
            <dd>
              {claim.state !== 'WITHDRAWN' && claim.decidedByName !== null && `${claim.decidedByName}，`}
              {momentTitle(claim.decidedAt)}
            </dd>
          </>
        )}
        {claim.decisionReason !== null && (
          <>
            <dt>意见</dt>
            <dd>{claim.decisionReason}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
