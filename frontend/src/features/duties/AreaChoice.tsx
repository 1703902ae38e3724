import { Segmented } from 'antd';
import { type Area, shortName } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Places.module.css';

interface Props {
  areas: readonly Area[];
  /** The key of the one that is looked at. */
  chosen: string;
  choose: (key: string) => void;
  /** What another door is called that stands beside them. */
  beside?: { value: string; label: string } | undefined;
}

/** Which of the areas of a person is looked at, where there is more than one. */
export function AreaChoice({ areas, chosen, choose, beside }: Props) {
  const { viewer } = useSession();
  const doors = areas.map((one) => ({
    value: one.key,
    label: one.kind === 'self' ? '我本人' : `${shortName(one, viewer.tenant.name)} · ${one.title}`,
  }));
  if (beside) doors.push(beside);
  if (doors.length < 2) return null;
  return <Segmented aria-label="看哪里" className={styles.areas ?? ''} value={chosen} options={doors} onChange={choose} />;
}
