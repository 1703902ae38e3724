import { Button } from 'antd';
import type { ReactNode } from 'react';
import { placeWithin } from '../../shared/words';
import { type Area, shortName } from '../home/areas';
import { useSession } from '../session/session';
import { placeAbove } from './places';
import { usePlaceName } from './usePlaceName';

/** A place that is looked at within an area. */
export interface Looked {
  /** What it is called here. */
  name: string;
  /** What it is called in full; undefined while it is being read, and for the area itself. */
  named: string | undefined;
  /** The place above within one's reach, null for everything; undefined where nothing lies above. */
  above: string | null | undefined;
}

/** What the place is called, and what lies above it; `code` is the area's own without a place in the address. */
export function useLooked(area: Area, code: string | null): Looked {
  const { viewer } = useSession();
  const top = area.regionCode;
  const itself = code === top;
  const named = usePlaceName(itself ? null : code);
  const tenant = viewer.tenant.name;
  return {
    name: itself ? shortName(area, tenant) : placeWithin(named ?? '', tenant),
    named,
    above: code === null || itself ? undefined : placeAbove(code, top),
  };
}

interface Props {
  area: Area;
  looked: Looked;
  className: string | undefined;
  /** Opens another place; null is the area itself. */
  open: (place: string | null) => void;
  children?: ReactNode;
}

/** The name of the place that is looked at, with the way up. */
export function PlaceHead({ area, looked: { name, above }, className, open, children }: Props) {
  return (
    <div className={className}>
      <h2>{name}</h2>
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
