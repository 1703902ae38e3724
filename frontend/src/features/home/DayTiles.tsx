import styles from './Day.module.css';
import { type Figures, type State, statesOf } from './whereabouts';

interface Props {
  figures: Figures;
  chosen: State | null;
  choose: (state: State | null) => void;
}

/** How many were where; each number opens the people behind it. They add up to those in post. */
export function DayTiles({ figures, chosen, choose }: Props) {
  const { counts } = figures;
  const shown = statesOf(figures);
  return (
    <ul className={`panel ${styles.tiles ?? ''}`} aria-label="当天在哪里">
      <li className={styles.whole}>
        <span>在任</span>
        <b className="numeric">{counts.inPost}</b>
        <small>各项相加</small>
      </li>
      {shown.map(({ state, name, count, tone }) => {
        const number = count(counts);
        return (
          <li key={state}>
            <button
              type="button"
              className={styles.tile}
              aria-pressed={state === chosen}
              data-none={number === 0 || undefined}
              data-late={(tone === 'late' && state !== 'NOTHING') || undefined}
              onClick={() => {
                choose(state === chosen ? null : state);
              }}
            >
              <span>{name}</span>
              <b className="numeric">{number}</b>
              <small className="numeric">{counts.inPost === 0 ? '' : share(number, counts.inPost)}</small>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function share(part: number, whole: number): string {
  if (part === 0) return '没有';
  const percent = (100 * part) / whole;
  return percent < 1 ? '不到 1%' : `${Math.round(percent)}%`;
}
