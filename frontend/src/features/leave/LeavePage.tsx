import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { type Area, areasOf, shortName } from '../home/areas';
import { may, useSession } from '../session/session';
import styles from './Leave.module.css';
import { LeaveDesk } from './LeaveDesk';
import { MyLeave } from './MyLeave';

const MINE = 'mine';

/** Leave and trips: one's own, and that of whatever one is appointed over; what is looked at stands in the address. */
export function LeavePage() {
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const own = may(viewer, 'leave:request');
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const asked = parameters.get('area');
  const area = asked === MINE && own ? undefined : (areas.find((one) => one.key === asked) ?? areas[0]);
  const put = (changes: Record<string, string | null>) => {
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) after.delete(name);
        else after.set(name, value);
      }
      return after;
    });
  };
  if (area === undefined && !own) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  const doors = areas.map((one) => ({ value: one.key, label: doorTitle(one, viewer.tenant.name) }));
  if (own) doors.push({ value: MINE, label: '我自己的请假' });
  return (
    <div className={area === undefined ? styles.narrow : undefined}>
      <PageHead title="请假销假" lead={area === undefined ? OWN_LEAD : LEAD} />
      {doors.length > 1 && (
        <Segmented
          className={styles.areas ?? ''}
          value={area?.key ?? MINE}
          options={doors}
          onChange={(key) => {
            setParameters({ area: key });
          }}
        />
      )}
      {area === undefined ? <MyLeave /> : <LeaveDesk key={area.key} area={area} parameters={parameters} put={put} />}
    </div>
  );
}

const OWN_LEAD = '请假、因公外出写一次，按规定逐级审批；批准的日子自动记入考勤，回来记得销假。';
const LEAD = '谁请了假、等谁批、谁该回没回。批准的日子自动记入考勤。';

function doorTitle(area: Area, tenant: string): string {
  return `${shortName(area, tenant)} · ${area.title}`;
}
