import { type ReactNode, useCallback } from 'react';
import { useClient } from 'urql';
import type { Outcome } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay, clockTime, dayTitle, type MonthText, monthTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { OUTCOME_NAMES } from '../../shared/words';
import { useSession } from '../session/session';
import { withPlaces } from './coming';
import { whereOf } from './EventItem';
import styles from './Events.module.css';
import { MyRecord } from './MyRecord';
import { MY_MONTH_OF_EVENTS } from './operations';
import { KIND_NAMES, STANDINGS } from './terms';

const TONES: Partial<Record<Outcome, 'good' | 'late' | 'calm'>> = { MET: 'good', UNMET: 'late', WARNED: 'late', EXEMPT: 'calm' };

/** A month's verdict on oneself: the count with its reason, and each event with what was recorded. */
export function MyMonth({ postingId, month, children }: { postingId: string; month: MonthText; children: ReactNode }) {
  const client = useClient();
  const read = useCallback(async () => {
    const { monthOfEvents, events } = await ask(client, MY_MONTH_OF_EVENTS, { postingId, month });
    return { verdict: monthOfEvents, events: withPlaces(monthOfEvents.events, events.nodes) };
  }, [client, postingId, month]);
  const { value: found, words, again } = useReading(read);
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label="本人到场情况">
      <div className={page.head}>
        <h2>{monthTitle(month)}</h2>
        {children}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !found && <Loading rows={5} label="正在读取本月判定" />}
      {found && (
        <>
          <div className={styles.verdict}>
            {found.verdict.outcome !== 'NOT_APPLICABLE' && (
              <Mark {...toneOf(found.verdict.outcome)}>{OUTCOME_NAMES[found.verdict.outcome]}</Mark>
            )}
            <p className={styles.figures}>
              应到 <b className="numeric">{found.verdict.required}</b> 件，已到 <b className="numeric">{found.verdict.attended}</b> 件
              {found.verdict.missing > 0 && (
                <>
                  ，未到 <b className={`numeric ${item.late ?? ''}`}>{found.verdict.missing}</b> 件
                </>
              )}
              {found.verdict.excused > 0 && <>，经批准请假 {found.verdict.excused} 件不计</>}
              {found.verdict.unrecorded > 0 && <>，没有登记 {found.verdict.unrecorded} 件</>}
            </p>
            <p className={styles.reason}>{found.verdict.reason}</p>
          </div>
          {found.events.length === 0 && <Empty title={`${monthTitle(month)}没有必到事项`} />}
          <ul className={item.under}>
            {found.events.map((one) => (
              <MyEvent key={one.eventId} one={one} postingId={postingId} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function toneOf(outcome: Outcome) {
  const tone = TONES[outcome];
  return tone ? { tone } : {};
}

interface MineProps {
  one: ReturnType<typeof withPlaces>[number];
  postingId: string;
}

function MyEvent({ one, postingId }: MineProps) {
  const { viewer } = useSession();
  const { name, tone } = STANDINGS[one.standing];
  return (
    <ExpandableItem
      head={
        <>
          <span className={item.name}>
            <b>{one.title}</b>
            <span className={item.note}>
              {dayTitle(civilDay(new Date(one.at)))} <span className="numeric">{clockTime(one.at)}</span> · {KIND_NAMES[one.kind]}
              {one.event && ` · ${whereOf(one.event, viewer.tenant.name, viewer.tenant.name)}`}
            </span>
          </span>
          <Mark {...(tone && { tone })}>{name}</Mark>
        </>
      }
    >
      <div className={styles.mine}>
        <p>{one.reason}</p>
        <MyRecord eventId={one.eventId} postingId={postingId} />
      </div>
    </ExpandableItem>
  );
}
