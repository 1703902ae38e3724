import { Button } from 'antd';
import type { ReactNode } from 'react';
import { placeWithin } from '../../shared/words';
import { type Area, shortName } from '../home/areas';
import { useSession } from '../session/session';
import { placeAbove } from './places';
import styles from './Places.module.css';
import { usePlaceName } from './usePlaceName';

/** A place that is looked at within an area. */
export interface Looked {
  /** Null for everything within reach. */
  code: string | null;
  /** What it is called here. */
  name: string;
  /** Around what the places in it are named. */
  around: string;
  /** The place above within one's reach, null for everything; undefined where nothing lies above. */
  above: string | null | undefined;
}

/** The place in the address where it lies within the area, and the area itself otherwise. */
export function useLooked(area: Area, asked: string | null): Looked {
  const { viewer } = useSession();
  const tenant = viewer.tenant.name;
  const top = area.regionCode;
  const inside = asked !== null && (top === null || asked.startsWith(top));
  const code = inside ? asked : top;
  const named = usePlaceName(code === top ? null : code);
  if (code === null || code === top) {
    const around = area.kind === 'place' ? area.name : tenant;
    return { code, name: shortName(area, tenant), around, above: undefined };
  }
  return { code, name: placeWithin(named ?? '', tenant), around: named ?? tenant, above: placeAbove(code, top) };
}

interface Props {
  area: Area;
  looked: Looked;
  /** What is said behind the name, such as the month. */
  when?: string;
  /** Opens another place; null is the area itself. */
  open: (place: string | null) => void;
  children?: ReactNode;
}

/** The name of the place that is looked at, with the way up. */
export function PlaceHead({ area, looked: { name, above }, when, open, children }: Props) {
  return (
    <div className={styles.where}>
      <h2>
        {name}
        {when !== undefined && <span>{when}</span>}
      </h2>
      {above !== undefined && (
        <Button
          size="small"
          onClick={() => {
            open(above === area.regionCode ? null : above);
          }}
        >
          回到上一级
        </Button>
      )}
      {children}
    </div>
  );
}
