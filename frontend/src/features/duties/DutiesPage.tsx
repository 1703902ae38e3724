import { civilDay, fullDayTitle } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { type Put, useAddress } from '../../shared/useAddress';
import { type Area, areasOf } from '../home/areas';
import { useSession } from '../session/session';
import { AreaChoice } from './AreaChoice';
import { OverdueBoard } from './OverdueBoard';
import { PlaceHead, useLooked } from './PlaceHead';

/** What is overdue within one's reach; the place and the duty that are looked at stand in the address. */
export function DutiesPage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  return (
    <>
      <PageHead title="到期责任" lead={`谁该做什么、逾期了多久、为什么没算完成。截至 ${fullDayTitle(civilDay())}。`} />
      <AreaChoice
        areas={areas}
        chosen={area.key}
        choose={(key) => {
          put({ area: key, place: null, matter: null });
        }}
      />
      <Place key={area.key} area={area} asked={parameters.get('place')} matter={parameters.get('matter')} put={put} />
    </>
  );
}

interface PlaceProps {
  area: Area;
  /** The place in the address; the area's own without one. */
  asked: string | null;
  matter: string | null;
  put: Put;
}

function Place({ area, asked, matter, put }: PlaceProps) {
  const looked = useLooked(area, asked);
  return (
    <>
      <PlaceHead
        area={area}
        looked={looked}
        open={(place) => {
          put({ place });
        }}
      />
      <OverdueBoard
        regionCode={looked.code}
        placeName={looked.name}
        around={looked.around}
        matter={matter}
        today={civilDay()}
        choosePlace={(place) => {
          put({ place });
        }}
        chooseMatter={(chosen) => {
          put({ matter: chosen });
        }}
      />
    </>
  );
}
