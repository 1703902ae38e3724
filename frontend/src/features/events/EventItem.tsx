import { Button } from 'antd';
import { useState } from 'react';
import type { EventPartsFragment } from '../../gql/graphql';
import { clockTime, dayTitle, momentTitle, weekdayTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { may, useSession } from '../session/session';
import { EventDetail } from './EventDetail';
import styles from './Events.module.css';
import { countsOf, type EventRow } from './records';
import { KIND_NAMES } from './terms';
import { WithdrawDialog } from './WithdrawDialog';

interface Props {
  event: EventRow;
  /** Whether everybody concerned is within reach. */
  whole: boolean;
  around: string;
  /** After a record or a withdrawal, for the figures elsewhere on the page. */
  changed: () => void;
}

/** One event: when, where, how many were there; it opens into who, why, and what may be done. */
export function EventItem({ event: read, whole, around, changed }: Props) {
  const { viewer } = useSession();
  // What was just done to it stands here: reading the list anew would close what is open.
  const [since, setSince] = useState<Partial<EventRow>>();
  const [withdrawing, setWithdrawing] = useState(false);
  const event = { ...read, ...since };
  const begun = new Date(event.at) <= new Date();
  const acting = whole && event.withdrawnAt === null && may(viewer, 'event:announce');
  return (
    <ExpandableItem
      className={styles.item}
      head={
        <>
          <span className={styles.when}>
            <b className="numeric">{dayTitle(event.day)}</b>
            <span className={item.note}>
              {weekdayTitle(event.day)} <span className="numeric">{clockTime(event.at)}</span>
            </span>
          </span>
          <span className={item.name}>
            <b className={event.withdrawnAt === null ? '' : styles.gone}>{event.title}</b>
            <span className={item.note}>
              {KIND_NAMES[event.kind]} · {whereOf(event, around, viewer.tenant.name)}
            </span>
          </span>
          <Counted event={event} whole={whole} begun={begun} />
        </>
      }
    >
      <div className={styles.detail}>
        {event.withdrawnAt !== null && (
          <p className={styles.withdrawn}>
            {momentTitle(event.withdrawnAt)} 撤销，不再要求到场，也不再用于判定。原因：{event.withdrawReason}
          </p>
        )}
        <EventDetail
          event={event}
          begun={begun}
          acting={acting}
          around={around}
          recorded={(attendance) => {
            setSince({ ...since, attendance });
            changed();
          }}
          acts={
            acting && (
              <Button
                onClick={() => {
                  setWithdrawing(true);
                }}
              >
                撤销这件
              </Button>
            )
          }
        />
        {withdrawing && (
          <WithdrawDialog
            event={event}
            done={({ withdrawnAt, withdrawReason }) => {
              setWithdrawing(false);
              setSince({ ...since, withdrawnAt, withdrawReason });
              changed();
            }}
            close={() => {
              setWithdrawing(false);
            }}
          />
        )}
      </div>
    </ExpandableItem>
  );
}

/** Where it takes place: the village or township, and the spot where it was told. */
export function whereOf(
  { placeName, venue }: Pick<EventPartsFragment, 'placeName' | 'venue'>,
  around: string,
  tenant: string,
): string {
  return [placeWithin(placeName, placeName === around ? tenant : around), ...(venue === null ? [] : [venue])].join(' · ');
}

function Counted({ event, whole, begun }: { event: EventRow; whole: boolean; begun: boolean }) {
  if (event.withdrawnAt !== null) return <span className={styles.counts}><Mark>已撤销</Mark></span>;
  if (!begun) {
    return (
      <span className={styles.counts}>
        <Mark tone="calm">还没有开始</Mark>
        {whole && <span className={item.note}>应到 {event.concerned} 人</span>}
      </span>
    );
  }
  const { present, onLeave, absent, unrecorded } = countsOf(event, whole);
  return (
    <span className={styles.counts}>
      {present > 0 && <Mark tone="good">到场 {present}</Mark>}
      {onLeave > 0 && <Mark tone="calm">请假 {onLeave}</Mark>}
      {absent > 0 && <Mark tone="late">未到 {absent}</Mark>}
      {unrecorded !== undefined && unrecorded > 0 && <Mark>没有登记 {unrecorded}</Mark>}
      {whole && event.concerned === 0 && <Mark>当地无人应到</Mark>}
    </span>
  );
}
