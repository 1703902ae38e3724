import { Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { placeAbove } from '../duties/places';
import { type Area, shortName } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Cases.module.css';
import type { Filter, Put } from './filter';
import { LeadBoard } from './LeadBoard';
import { CASES_PLACE } from './operations';
import { SignalList } from './SignalList';

interface Props {
  area: Area;
  filter: Filter;
  put: Put;
  today: Day;
  /** Leads, or else signals. */
  leads: boolean;
}

/** The leads or the signals of a place; which place stands in the address. */
export function CasesBoard({ area, filter, put, today, leads }: Props) {
  const { viewer } = useSession();
  const tenant = viewer.tenant.name;
  const top = area.regionCode;
  const inside = filter.place !== null && (top === null || filter.place.startsWith(top));
  const code = inside ? filter.place : top;
  const named = usePlaceName(code === top ? null : code);
  const name = code === top ? shortName(area, tenant) : placeWithin(named ?? '', tenant);
  const around = (code === top ? area.name : named) ?? tenant;
  const above = code === null || code === top ? undefined : placeAbove(code, top);
  return (
    <>
      <div className={styles.where}>
        <h2>{name}</h2>
        {above !== undefined && (
          <Button
            size="small"
            onClick={() => {
              put({ place: above === top ? null : above });
            }}
          >
            回到上一级
          </Button>
        )}
      </div>
      {leads ? (
        <LeadBoard regionCode={code} placeName={name} around={around} filter={filter} put={put} today={today} />
      ) : (
        <SignalList regionCode={code} placeName={name} around={around} filter={filter} put={put} today={today} />
      )}
    </>
  );
}

function usePlaceName(code: string | null): string | undefined {
  const client = useClient();
  const read = useCallback(
    async () => (code === null ? undefined : (await ask(client, CASES_PLACE, { code })).region?.pathName),
    [client, code],
  );
  return useReading(read).value;
}
