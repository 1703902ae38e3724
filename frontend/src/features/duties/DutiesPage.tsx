import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { civilDay, fullDayTitle } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { type Area, areasOf, shortName } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Duties.module.css';
import { OverdueBoard } from './OverdueBoard';
import { PlaceHead, useLooked } from './PlaceHead';

/** What is overdue within one's reach; the place and the duty that are looked at stand in the address. */
export function DutiesPage() {
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
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
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  return (
    <>
      <PageHead title="到期责任" lead={`谁该做什么、逾期了多久、为什么没算完成。截至 ${fullDayTitle(civilDay())}。`} />
      {areas.length > 1 && (
        <Segmented
          className={styles.areas ?? ''}
          value={area.key}
          options={areas.map((one) => ({ value: one.key, label: `${shortName(one, viewer.tenant.name)} · ${one.title}` }))}
          onChange={(key) => {
            put({ area: key, place: null, matter: null });
          }}
        />
      )}
      <Place key={area.key} area={area} asked={parameters.get('place')} matter={parameters.get('matter')} put={put} />
    </>
  );
}

interface PlaceProps {
  area: Area;
  /** The place in the address; the area's own without one. */
  asked: string | null;
  matter: string | null;
  put: (changes: Record<string, string | null>) => void;
}

function Place({ area, asked, matter, put }: PlaceProps) {
  const { viewer } = useSession();
  const tenant = viewer.tenant.name;
  const top = area.regionCode;
  const inside = asked !== null && (top === null || asked.startsWith(top));
  const code = inside ? asked : top;
  const looked = useLooked(area, code);
  const around = code !== top ? looked.named : area.kind === 'place' ? area.name : undefined;
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
      <OverdueBoard
        regionCode={code}
        placeName={looked.name}
        around={around ?? tenant}
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
