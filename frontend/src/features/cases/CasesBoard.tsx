import type { Day } from '../../shared/days';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import type { Area } from '../home/areas';
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
  const looked = useLooked(area, filter.place);
  const list = { regionCode: looked.code, placeName: looked.name, around: looked.around, filter, put, today };
  return (
    <>
      <PlaceHead
        area={area}
        looked={looked}
        open={(place) => {
          put({ place });
        }}
      />
      {leads ? <LeadBoard {...list} /> : <SignalList {...list} />}
    </>
  );
}
