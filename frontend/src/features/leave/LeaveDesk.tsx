import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import type { Put } from '../../shared/useAddress';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import type { Area } from '../home/areas';
import { may, useSession } from '../session/session';
import styles from './Desk.module.css';
import { LeaveRecords } from './LeaveRecords';
import { LEAVE_FIGURES } from './operations';
import { OverdueReturns } from './OverdueReturns';
import { AwayToday } from './AwayToday';
import { WaitingLeaves } from './WaitingLeaves';

type View = 'waiting' | 'away' | 'unreported' | 'records';

const TITLES: Record<View, string> = {
  waiting: '等我审批',
  away: '今天外出',
  unreported: '期满未销假',
  records: '记录和合计',
};

interface Props {
  area: Area;
  parameters: URLSearchParams;
  put: Put;
}

/** The leave of a place or a unit: what waits for oneself, who is away, who is due back, and all of it in figures. */
export function LeaveDesk({ area, parameters, put }: Props) {
  const { viewer } = useSession();
  const approves = may(viewer, 'leave:approve') && area.kind === 'place';
  const views: View[] = [...(approves ? (['waiting'] as const) : []), 'away', 'unreported', 'records'];
  const view = views.find((one) => one === parameters.get('show')) ?? views[0] ?? 'away';
  // A unit's reach follows its people, not a place.
  const looked = useLooked(area, area.kind === 'place' ? parameters.get('place') : null);
  const { code, name } = looked;
  const { figures, again } = useFigures(code, approves);
  return (
    <>
      <PlaceHead
        area={area}
        looked={looked}
        open={(place) => {
          put({ place });
        }}
      />
      <div className={styles.views} data-count={views.length} role="group" aria-label="看什么">
        {views.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.view}
            aria-pressed={one === view}
            data-late={one === 'unreported' && (figures?.unreported ?? 0) > 0}
            onClick={() => {
              put({ show: one });
            }}
          >
            <span>{TITLES[one]}</span>
            <b>{one === 'records' ? '查询' : (figures?.[one] ?? '…')}</b>
          </button>
        ))}
      </div>
      {view === 'waiting' && <WaitingLeaves regionCode={code} changed={again} />}
      {view === 'away' && <AwayToday regionCode={code} />}
      {view === 'unreported' && <OverdueReturns regionCode={code} confirms={approves} changed={again} />}
      {view === 'records' && <LeaveRecords regionCode={code} placeName={name} parameters={parameters} put={put} />}
    </>
  );
}

function useFigures(regionCode: string | null, approves: boolean) {
  const client = useClient();
  const today = civilDay();
  const read = useCallback(async () => {
    const told = await ask(client, LEAVE_FIGURES, { regionCode, today, approves });
    return {
      waiting: told.leavesWaiting?.totalCount ?? 0,
      away: told.away.totalCount,
      unreported: told.unreported.totalCount,
    };
  }, [client, regionCode, today, approves]);
  const { value: figures, again } = useReading(read);
  return { figures, again };
}
