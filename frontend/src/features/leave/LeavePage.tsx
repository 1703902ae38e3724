import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { useAddress } from '../../shared/useAddress';
import { AreaChoice } from '../duties/AreaChoice';
import { areasOf } from '../home/areas';
import { may, useSession } from '../session/session';
import { LeaveDesk } from './LeaveDesk';
import { MyLeave } from './MyLeave';

const MINE = 'mine';

/** Leave and trips: one's own, and that of whatever one is appointed over; what is looked at stands in the address. */
export function LeavePage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const own = may(viewer, 'leave:request');
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const asked = parameters.get('area');
  const area = asked === MINE && own ? undefined : (areas.find((one) => one.key === asked) ?? areas[0]);
  if (area === undefined && !own) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  return (
    <div className={area === undefined ? page.narrow : undefined}>
      <PageHead title="请假销假" lead={area === undefined ? OWN_LEAD : LEAD} />
      <AreaChoice
        areas={areas}
        chosen={area?.key ?? MINE}
        choose={(key) => {
          put({ area: key, place: null, show: null });
        }}
        beside={own ? { value: MINE, label: '我自己的请假' } : undefined}
      />
      {area === undefined ? <MyLeave /> : <LeaveDesk key={area.key} area={area} parameters={parameters} put={put} />}
    </div>
  );
}

const OWN_LEAD = '请假、因公外出写一次，按规定逐级审批；批准的日子自动记入考勤，回来记得销假。';
const LEAD = '谁请了假、等谁批、谁该回没回。批准的日子自动记入考勤。';
