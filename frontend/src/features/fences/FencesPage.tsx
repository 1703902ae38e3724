import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { PlaceFinder } from '../acts/PlaceFinder';
import { widestPlace } from '../acts/widest';
import { PLACE_NAME } from '../duties/operations';
import { aroundOf, areasOf } from '../home/areas';
import { may, useSession } from '../session/session';
import styles from './Fences.module.css';
import { readVillages } from './read';
import { VillageDetail } from './VillageDetail';
import { VillageList } from './VillageList';
import type { Village } from './villages';

/** Where one is in the village: the fences of every village; the one that is looked at stands in the address. */
export function FencesPage() {
  const client = useClient();
  const { viewer } = useSession();
  const narrow = useNarrow();
  const [parameters, setParameters] = useSearchParams();
  const today = civilDay();
  const top = widestPlace(viewer) ?? null;
  const read = useCallback(() => readVillages(client, top, today), [client, top, today]);
  const { value: villages, words, again } = useReading(read);
  const area = areasOf(viewer).find((one) => one.regionCode === top);
  const around = area ? aroundOf(area, viewer.tenant.name) : viewer.tenant.name;
  const nameOf = (village: Village) => placeWithin(village.placeName, around);
  const asked = parameters.get('place');
  const choose = (place: string | null) => {
    setParameters(place === null ? {} : { place });
  };
  const chosen = villages?.find((one) => one.code === asked);
  const detail = chosen ? (
    <VillageDetail
      key={chosen.code}
      village={chosen}
      name={nameOf(chosen)}
      today={today}
      changed={again}
      {...(narrow && {
        back: () => {
          choose(null);
        },
      })}
    />
  ) : (
    asked !== null && <Elsewhere key={asked} code={asked} around={around} changed={again} back={choose} />
  );
  return (
    <>
      <PageHead title="签到范围" lead="每个村可以划几个范围，也可以给一个人的住处单独划，可以分季节。在范围外签到也收，只显示离范围多远。">
        {may(viewer, 'region:read') && (
          <div className={styles.finder}>
            <PlaceFinder aria-label="找一个村" placeholder="找一个村" value={null} levels={VILLAGES} onChange={choose} />
          </div>
        )}
      </PageHead>
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !villages && (
        <div className="panel">
          <Loading rows={6} label="正在读取签到范围" />
        </div>
      )}
      {villages && (
        <div className={styles.board}>
          {(!narrow || !detail) && <VillageList villages={villages} nameOf={nameOf} chosen={asked} choose={choose} />}
          {detail ||
            (!narrow && (
              <div className="panel">
                <Empty title="选一个村">看它的签到范围、范围的大小，和最近的签到离范围多远。</Empty>
              </div>
            ))}
        </div>
      )}
    </>
  );
}

const VILLAGES = ['VILLAGE'] as const;

interface ElsewhereProps {
  code: string;
  around: string;
  changed: () => void;
  back: (place: null) => void;
}

/** A village in which nobody is in post and nothing is drawn yet. */
function Elsewhere({ code, around, changed, back }: ElsewhereProps) {
  const client = useClient();
  const read = useCallback(async () => (await ask(client, PLACE_NAME, { code })).region ?? null, [client, code]);
  const { value: region, words, again } = useReading(read);
  if (words === undefined && region === undefined) {
    return (
      <div className="panel">
        <Loading rows={3} label="正在读取这个村" />
      </div>
    );
  }
  if (words !== undefined || !region) {
    return (
      <div className="panel">
        {words === undefined ? (
          <Empty title="没有找到这个村">从列表或查找里选一个村。</Empty>
        ) : (
          <Failure words={words} retry={again} />
        )}
      </div>
    );
  }
  const village = { code, placeName: region.pathName, people: [], fences: [], ended: [] };
  return (
    <VillageDetail
      village={village}
      name={placeWithin(region.pathName, around)}
      today={civilDay()}
      changed={changed}
      back={() => {
        back(null);
      }}
    />
  );
}
