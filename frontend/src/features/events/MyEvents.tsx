import { type ReactNode, useCallback } from 'react';
import { useClient } from 'urql';
import type { EventPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { civilDay, clockTime, dayTitle, isMonth, monthOf, shiftMonth, weekdayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import type { Put } from '../../shared/useAddress';
import { MonthPicker } from '../home/MonthPicker';
import { useSession } from '../session/session';
import { dayAhead, upcoming } from './coming';
import { whereOf } from './EventItem';
import styles from './Events.module.css';
import { MyMonth } from './MyMonth';
import { MY_EVENT_POSTING } from './operations';
import { KIND_NAMES } from './terms';

interface Props {
  choice: ReactNode;
  parameters: URLSearchParams;
  put: Put;
}

/** A cadre's own: what is coming, when and where; and what was recorded of the month, and what follows from it. */
export function MyEvents({ choice, parameters, put }: Props) {
  const client = useClient();
  const present = monthOf(civilDay());
  const asked = parameters.get('month');
  const month = isMonth(asked) ? asked : present;
  const read = useCallback(() => ask(client, MY_EVENT_POSTING, {}), [client]);
  const { value: own, words, again } = useReading(read);
  return (
    <div className={page.narrow}>
      <PageHead title="五必到" lead="重要会议、重点工作、难点问题、重大纠纷、突发事件，在当地任职的都应到场；去不了的，先请假。" />
      {choice}
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !own && (
        <div className="panel">
          <Loading rows={6} label="正在读取要我到场的事" />
        </div>
      )}
      {own && (
        <>
          <Coming events={upcoming(own.events.nodes, new Date())} />
          {own.myPosting ? (
            <MyMonth postingId={own.myPosting.id} month={month}>
              <MonthPicker
                month={month}
                until={shiftMonth(present, 1)}
                change={(chosen) => {
                  put({ month: chosen === present ? null : chosen });
                }}
              />
            </MyMonth>
          ) : (
            <section className="panel">
              <Empty title="还没有您的任职">任职登记后，应到的事会列在这里。</Empty>
            </section>
          )}
        </>
      )}
    </div>
  );
}

function Coming({ events }: { events: EventPartsFragment[] }) {
  const today = civilDay();
  const { viewer } = useSession();
  return (
    <section className="panel" aria-label="接下来">
      <div className={page.head}>
        <h2>接下来</h2>
        {events.length > 0 && <p className="numeric">{events.length} 件</p>}
      </div>
      {events.length === 0 && <Empty title="近期没有要您到场的事">乡镇或村发布后会出现在这里。</Empty>}
      <ul>
        {events.map((event) => (
          <li key={event.id} className={styles.coming} data-gone={event.withdrawnAt !== null || undefined}>
            <span className={styles.when}>
              <b>{dayAhead(event.day, today)}</b>
              <span className={`${item.note ?? ''} numeric`}>{clockTime(event.at)}</span>
            </span>
            <span className={item.name}>
              <b className={event.withdrawnAt === null ? '' : styles.gone}>{event.title}</b>
              <span className={item.note}>
                {dayTitle(event.day)} {weekdayTitle(event.day)} <span className="numeric">{clockTime(event.at)}</span> ·{' '}
                {KIND_NAMES[event.kind]}
              </span>
              <span className={styles.spot}>{whereOf(event, viewer.tenant.name, viewer.tenant.name)}</span>
              {event.withdrawnAt !== null && (
                <span className={item.note}>
                  <Mark tone="late">已撤销，不用去</Mark> {event.withdrawReason}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
