import { Button } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, isMonth, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import type { Put } from '../../shared/useAddress';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import type { Area } from '../home/areas';
import { MonthPicker } from '../home/MonthPicker';
import { may, useSession } from '../session/session';
import { AnnounceDialog } from './AnnounceDialog';
import { EventList } from './EventList';
import styles from './Events.module.css';
import { MonthBoard } from './MonthBoard';
import { EVENTS_BY_PLACE } from './operations';
import { kindOf } from './terms';

interface Props {
  area: Area;
  choice: ReactNode;
  parameters: URLSearchParams;
  put: Put;
}

const MONTHS_AHEAD = 12;

/** A month of a place: how it went below it, and event by event. */
export function PlaceEvents({ area, choice, parameters, put }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const [announcing, setAnnouncing] = useState(false);
  const present = monthOf(civilDay());
  const asked = parameters.get('month');
  const month = isMonth(asked) ? asked : present;
  const kind = kindOf(parameters.get('kind'));
  const place = useLooked(area, parameters.get('place'));
  const { code } = place;
  const read = useCallback(
    async () => (await ask(client, EVENTS_BY_PLACE, { regionCode: code, month })).eventsByPlace,
    [client, code, month],
  );
  const { value: rows, words, again } = useReading(read);
  // Only what is new begins the list anew: what is open in it stays open while its figures change.
  const [announced, setAnnounced] = useState(0);
  return (
    <>
      <PageHead title="五必到" lead="重要会议、重点工作、难点问题、重大纠纷、突发事件，在当地任职的都应到场。到场、经批准请假、未到分开登记。">
        <MonthPicker
          month={month}
          until={shiftMonth(present, MONTHS_AHEAD)}
          change={(chosen) => {
            put({ month: chosen === present ? null : chosen });
          }}
        />
        {may(viewer, 'event:announce') && (
          <Button
            type="primary"
            onClick={() => {
              setAnnouncing(true);
            }}
          >
            发布必到事项
          </Button>
        )}
      </PageHead>
      {choice}
      <PlaceHead
        area={area}
        looked={place}
        when={monthTitle(month)}
        open={(above) => {
          put({ place: above });
        }}
      />
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !rows && (
        <div className="panel">
          <Loading rows={6} label="正在读取本月必到事项" />
        </div>
      )}
      {rows && (
        <>
          <MonthBoard
            rows={rows}
            at={code}
            kind={kind}
            chooseKind={(chosen) => {
              put({ kind: chosen });
            }}
            choosePlace={(chosen) => {
              put({ place: chosen });
            }}
          />
          <div className={styles.section}>
            <EventList
              key={announced}
              area={area}
              regionCode={code}
              month={month}
              kind={kind}
              around={place.around}
              changed={again}
            />
          </div>
        </>
      )}
      {announcing && (
        <AnnounceDialog
          done={(day) => {
            setAnnouncing(false);
            if (monthOf(day) !== month) put({ month: monthOf(day) === present ? null : monthOf(day) });
            setAnnounced(announced + 1);
            again();
          }}
          close={() => {
            setAnnouncing(false);
          }}
        />
      )}
    </>
  );
}
