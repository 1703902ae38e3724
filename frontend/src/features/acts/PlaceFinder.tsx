import { useCallback } from 'react';
import { useClient } from 'urql';
import type { RegionLevel } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { placeWithin } from '../../shared/words';
import { useSession } from '../session/session';
import { Finder, type Found } from './Finder';
import { FIND_CADRES, FIND_PLACES, FIND_UNITS } from './operations';
import { widestPlace } from './widest';

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  placeholder?: string;
  'aria-label'?: string;
}

const ANY: readonly RegionLevel[] = [];

interface PlaceProps extends Props {
  levels?: readonly RegionLevel[];
  /** Without the person's own place. */
  below?: boolean;
}

/** A place by its name within the person's own, of the given levels, or of any. */
export function PlaceFinder({ levels = ANY, below = false, ...props }: PlaceProps) {
  const client = useClient();
  const { viewer } = useSession();
  const around = viewer.tenant.name;
  const under = widestPlace(viewer) ?? null;
  const find = useCallback(
    async (text: string): Promise<Found[]> => {
      const asked = levels.length === 0 ? [null] : levels;
      const answers = await Promise.all(
        asked.map((level) => ask(client, FIND_PLACES, { under, level, nameStartsWith: text === '' ? null : text })),
      );
      const places = answers
        .flatMap(({ regions }) => regions.nodes)
        .filter((place) => place.validTo === null && !(below && place.code === under));
      return places.map((place) => ({
        value: place.code,
        label: placeWithin(place.pathName, around),
        where: place.code,
      }));
    },
    [client, levels, around, under, below],
  );
  return <Finder placeholder="输入地名开头几个字" {...props} find={find} />;
}

/** A sending unit by its name. */
export function UnitFinder(props: Props) {
  const client = useClient();
  const find = useCallback(
    async (text: string): Promise<Found[]> => {
      const { units } = await ask(client, FIND_UNITS, { nameStartsWith: text === '' ? null : text });
      return units.nodes.map((unit) => ({ value: unit.id, label: unit.name, where: unit.region.pathName }));
    },
    [client],
  );
  return <Finder placeholder="输入单位名称开头几个字" {...props} find={find} />;
}

/** A cadre by the beginning of the name; nobody before a letter is typed. */
export function CadreFinder(props: Props) {
  const client = useClient();
  const find = useCallback(
    async (text: string): Promise<Found[]> => {
      if (text === '') return [];
      const { cadres } = await ask(client, FIND_CADRES, { nameStartsWith: text });
      return cadres.nodes.map((cadre) => ({ value: cadre.id, label: cadre.name, where: cadre.homeUnit.name }));
    },
    [client],
  );
  return <Finder placeholder="输入姓名开头的字" {...props} find={find} />;
}
