import { Empty } from '../../shared/States';
import { useAddress } from '../../shared/useAddress';
import { AreaChoice } from '../duties/AreaChoice';
import { areasOf } from '../home/areas';
import { useSession } from '../session/session';
import { MyEvents } from './MyEvents';
import { PlaceEvents } from './PlaceEvents';

/** Events that must be attended: of a place for whoever looks after it, of oneself for a cadre. */
export function EventsPage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const areas = areasOf(viewer);
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  const choice = (
    <AreaChoice
      areas={areas}
      chosen={area.key}
      choose={(key) => {
        put({ area: key, place: null, kind: null });
      }}
    />
  );
  if (area.kind === 'self') return <MyEvents choice={choice} parameters={parameters} put={put} />;
  return <PlaceEvents key={area.key} area={area} choice={choice} parameters={parameters} put={put} />;
}
