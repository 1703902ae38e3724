import { useNarrow } from '../../shared/useNarrow';
import { placeWithin } from '../../shared/words';
import styles from './Day.module.css';
import { type Figures, statesOf } from './whereabouts';

interface Props {
  figures: Figures;
  /** The place that is looked at: what lies there itself, and in no place below, cannot be opened further. */
  at: string | null;
  /** What the places are called: 乡镇, 县, 市. */
  called: string;
  open: (place: string) => void;
}

type Place = Figures['places'][number];

/** One row a place below, with how many were where; a row opens the place. */
export function DayPlaces({ figures, at, called, open }: Props) {
  const narrow = useNarrow();
  const states = statesOf(figures);
  if (narrow) {
    return (
      <ul>
        {figures.places.map((place) => (
          <li key={place.regionCode} className={styles.placeItem}>
            <Name place={place} at={at} open={open} />
            <span className={styles.placeFacts}>在任 {place.counts.inPost}</span>
            <span className={styles.placeFacts}>
              {states
                .filter(({ count }) => count(place.counts) > 0)
                .map(({ name, count }) => `${name} ${count(place.counts)}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={styles.places}>
      <thead>
        <tr>
          <th scope="col">{called}</th>
          <th scope="col">在任</th>
          {states.map(({ state, name }) => (
            <th key={state} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.places.map((place) => (
          <tr key={place.regionCode}>
            <th scope="row">
              <Name place={place} at={at} open={open} />
            </th>
            <td className="numeric">{place.counts.inPost}</td>
            {states.map(({ state, count, tone }) => {
              const number = count(place.counts);
              return (
                <td key={state} className="numeric" data-none={number === 0 || undefined} data-tone={tone}>
                  {number}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ place, at, open }: { place: Place; at: string | null; open: (place: string) => void }) {
  const name = placeWithin(place.name, '');
  if (place.regionCode === at) return <span className={styles.own}>{name}本级</span>;
  return (
    <button
      type="button"
      className={styles.open}
      onClick={() => {
        open(place.regionCode);
      }}
    >
      {name}
    </button>
  );
}
