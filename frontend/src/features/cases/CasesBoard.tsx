import type { Day } from '../../shared/days';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import type { Area } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Cases.module.css';
import type { Filter, Put } from './filter';
import { LeadBoard } from './LeadBoard';
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
  const looked = useLooked(area, code);
  const around = (code === top ? area.name : looked.named) ?? tenant;
  return (
    <>
      <PlaceHead
        area={area}
        looked={looked}
        className={styles.where}
        open={(place) => {
          put({ place });
        }}
      />
      {leads ? (
        <LeadBoard regionCode={code} placeName={looked.name} around={around} filter={filter} put={put} today={today} />
      ) : (
        <SignalList regionCode={code} placeName={looked.name} around={around} filter={filter} put={put} today={today} />
      )}
    </>
  );
}
