import { type ReactNode, useId, useState } from 'react';
import type { ClaimPartsFragment } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import styles from './Claims.module.css';
import { DayFactsPanel } from './DayFactsPanel';
import { claimedAfter, claimsInMonth } from './facts';
import { CLAIM_STATES, partTitle } from './terms';
import { Thumbnails } from './Thumbnails';

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
  const [open, setOpen] = useState(opened);
  const detail = useId();
  const { name, ...tone } = CLAIM_STATES[claim.state];
  const day = partTitle(claim.day, claim.part);
  const { count } = claimsInMonth(claim.posting.backfillRequests ?? [], claim.day);
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.name}>
          <b>{around === undefined ? day : claim.posting.cadre.name}</b>
          {around !== undefined && <span className={styles.note}>{placeWithin(claim.placeName, around)}</span>}
        </span>
        <span className={styles.when}>
          {around !== undefined && <span>{day}</span>}
          <span className={styles.note}>
            {claimedAfter(claim.day, claim.submittedAt)}
            {around !== undefined && count > 0 && `，当月申请 ${count} 次`}
          </span>
        </span>
        <span className={styles.state}>
          <Mark {...tone}>{name}</Mark>
        </span>
        <i className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      {!open && <p className={styles.excerpt}>{claim.reason}</p>}
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && (
          <>
            <Claimed claim={claim} />
            <DayFactsPanel key={claim.state} postingId={claim.posting.id} day={claim.day} />
            {acts}
          </>
        )}
      </div>
    </li>
  );
}

function Claimed({ claim }: { claim: ClaimPartsFragment }) {
  return (
    <div className={styles.claimed}>
      <blockquote className={styles.reason}>{claim.reason}</blockquote>
      {claim.evidence !== undefined && claim.evidence.length > 0 && <Thumbnails files={claim.evidence} />}
      <dl className={styles.steps}>
        <dt>申请</dt>
        <dd>
          {momentTitle(claim.submittedAt)}
          {claim.entries > 0 && `，含补传的签到 ${claim.entries} 次`}
          {claim.evidence?.length === 0 && '，没有附佐证'}
        </dd>
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
