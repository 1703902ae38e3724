import { type EventKind } from '../../gql/graphql';
import item from '../../shared/Item.module.css';
import { Lines } from '../../shared/Lines';
import page from '../../shared/Page.module.css';
import styles from './Board.module.css';
import { byKind, byPlace, type PlaceOfEvents, type PlaceTally, type Tally, together } from './tally';
import { KIND_NAMES } from './terms';

interface Props {
  rows: readonly PlaceOfEvents[];
  at: string | null;
  kind: EventKind | null;
  chooseKind: (kind: EventKind | null) => void;
  choosePlace: (code: string) => void;
}

/** The month in figures: by kind, and by the places next below. */
export function MonthBoard({ rows, at, kind, chooseKind, choosePlace }: Props) {
  const shown = kind === null ? rows : rows.filter((row) => row.kind === kind);
  const places = byPlace(shown, at);
  const total = together(shown);
  // A village has nothing below it.
  const below = places.some((place) => !place.own);
  return (
    <section className="panel" aria-label="本月情况">
      <div className={styles.kinds} role="group" aria-label="按类别">
        <KindButton name="全部" events={together(rows).events} chosen={kind === null} choose={() => { chooseKind(null); }} />
        {byKind(rows).map((one) => (
          <KindButton
            key={one.kind}
            name={KIND_NAMES[one.kind]}
            events={one.events}
            chosen={one.kind === kind}
            choose={() => {
              chooseKind(one.kind === kind ? null : one.kind);
            }}
          />
        ))}
      </div>
      <div className={styles.total}>
        <p>
          {total.events === 0 ? (
            '没有必到事项。'
          ) : (
            <>
              必到事项 <b className="numeric">{total.events}</b> 件，已开始 <b className="numeric">{total.begun}</b> 件，应到{' '}
              <b className="numeric">{total.required}</b> 人次
            </>
          )}
        </p>
        {total.required > 0 && <Shares tally={total} legend />}
      </div>
      {below && (
        <>
          <div className={page.head}>
            <h2>按地方</h2>
            <p>有未到的在前，点一处看下一级</p>
          </div>
          <Lines
            className={styles.places}
            lines={places.map((place) => ({ ...place, key: place.code }))}
            choose={choosePlace}
            cells={(place) => <PlaceFigures place={place} />}
          />
        </>
      )}
    </section>
  );
}

function KindButton({ name, events, chosen, choose }: { name: string; events: number; chosen: boolean; choose: () => void }) {
  return (
    <button type="button" className={styles.kind} aria-pressed={chosen} onClick={choose}>
      {name} <b className="numeric">{events}</b>
    </button>
  );
}

function PlaceFigures({ place }: { place: PlaceTally }) {
  return (
    <>
      <span className={item.name}>
        <b>{place.name}</b>
        <span className={item.note}>
          {place.events} 件{place.begun < place.events && `，${place.events - place.begun} 件还没有开始`}
        </span>
      </span>
      {place.required > 0 ? <Shares tally={place} /> : <span className={item.note}>还没有已开始的</span>}
    </>
  );
}

const PARTS = [
  ['present', '到场'],
  ['onLeave', '经批准请假'],
  ['absent', '未到'],
  ['unrecorded', '没有登记'],
] as const;

/** How many were there, away with leave, missing, and not recorded: as a bar and in words. */
function Shares({ tally, legend = false }: { tally: Tally; legend?: boolean }) {
  return (
    <span className={legend ? `${styles.shares ?? ''} ${styles.wide ?? ''}` : styles.shares}>
      <span className={styles.bar} aria-hidden="true">
        {PARTS.map(([part]) => (
          <i key={part} data-part={part} style={{ flexGrow: tally[part] }} />
        ))}
      </span>
      <span className={styles.parts}>
        {PARTS.filter(([part]) => legend || tally[part] > 0).map(([part, name]) => (
          <span key={part} data-part={part} data-none={tally[part] === 0 || undefined}>
            {name} <b className="numeric">{tally[part]}</b>
          </span>
        ))}
      </span>
    </span>
  );
}
