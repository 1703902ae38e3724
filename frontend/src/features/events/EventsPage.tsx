import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { Empty } from '../../shared/States';
import { areasOf, shortName } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Events.module.css';
import { MyEvents } from './MyEvents';
import { PlaceEvents } from './PlaceEvents';

export type Put = (changes: Record<string, string | null>) => void;

/** Events that must be attended: of a place for whoever looks after it, of oneself for a cadre. */
export function EventsPage() {
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const areas = areasOf(viewer);
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  const put: Put = (changes) => {
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
  const choice = areas.length > 1 && (
    <Segmented
      className={styles.areas ?? ''}
      value={area.key}
      options={areas.map((one) => ({
        value: one.key,
        label: one.kind === 'self' ? '我本人' : `${shortName(one, viewer.tenant.name)} · ${one.title}`,
      }))}
      onChange={(key) => {
        put({ area: key, place: null, kind: null });
      }}
    />
  );
  if (area.kind === 'self') return <MyEvents choice={choice} parameters={parameters} put={put} />;
  return <PlaceEvents key={area.key} area={area} choice={choice} parameters={parameters} put={put} />;
}
