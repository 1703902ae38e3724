import { type ReactNode, useId, useState } from 'react';
import { civilDay } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { useNarrow } from '../../shared/useNarrow';
import { LEAVE_NAMES, placeWithin, ROLE_NAMES } from '../../shared/words';
import { useSession } from '../session/session';
import styles from './Leave.module.css';
import { LeaveDetail } from './LeaveDetail';
import { askedExtension, type Leave, standing } from './standing';
import { daysTitle, slotAt, stretchTitle } from './stretch';

interface Props {
  leave: Leave;
  /** Whether to say whose it is. */
  named: boolean;
  /** Whether it is open from the start. */
  opened?: boolean;
  acts?: ReactNode;
}

/** One leave: what, when, how it stands and what comes next; it opens into all there is to know of it. */
export function LeaveItem({ leave, named, opened = false, acts }: Props) {
  const [open, setOpen] = useState(opened);
  const { viewer } = useSession();
  const detail = useId();
  const today = civilDay();
  const { words, tone, next } = standing(leave, slotAt(new Date()), today);
  const asked = askedExtension(leave, today);
  const { posting } = leave;
  const kind = LEAVE_NAMES[leave.kind];
  const narrow = useNarrow();
  // On a phone what is decided on comes before the decision.
  const actsLast = narrow && named && open;
  const offered = acts && <div className={styles.acts}>{acts}</div>;
  return (
    <li className={styles.item} aria-label={named ? `${posting.cadre.name}${kind}` : kind}>
      <div className={styles.top}>
        <div className={styles.words}>
          <p className={styles.title}>
            <b>{named ? posting.cadre.name : kind}</b>
            {named && <span>{kind}</span>}
            <Mark {...(tone && { tone })}>{words}</Mark>
            {leave.state === 'APPROVED' && leave.waiting !== null && <Mark tone="calm">续假待审批</Mark>}
            {leave.late && <Mark>补办</Mark>}
          </p>
          <p className={`${styles.when ?? ''} numeric`}>
            {stretchTitle(leave, today)}，{daysTitle(leave.state === 'CANCELLED' ? leave.askedDays : leave.days)}
          </p>
          {asked !== undefined && <p className={`${styles.when ?? ''} numeric`}>{asked}</p>}
          {named && (
            <p className={item.note}>
              {ROLE_NAMES[posting.role]} · {placeWithin(leave.placeName ?? '', viewer.tenant.name)} · {posting.sendingUnit.name}
            </p>
          )}
          {next !== undefined && <p className={styles.next}>{next.replaceAll(viewer.tenant.name, '')}</p>}
        </div>
        {!actsLast && offered}
      </div>
      <div>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={detail}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? '收起' : '事由和审批经过'}
          <i aria-hidden="true" />
        </button>
      </div>
      <div id={detail} hidden={!open}>
        {open && <LeaveDetail leave={leave} earlier={named} />}
      </div>
      {actsLast && offered}
    </li>
  );
}
