import styles from './Cases.module.css';
import type { Line } from './figures';

interface Props {
  lines: readonly Line[];
  chosen?: string | null;
  choose: (key: string) => void;
}

/** Counts one under the other, each with what was done so far; a line opens what is behind it. */
export function Counts({ lines, chosen = null, choose }: Props) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.key}>
          {line.own === true ? (
            <div className={styles.line}>
              <Figures line={line} />
            </div>
          ) : (
            <button
              type="button"
              className={line.key === chosen ? `${styles.line ?? ''} ${styles.chosen ?? ''}` : styles.line}
              aria-pressed={line.key === chosen}
              onClick={() => {
                choose(line.key);
              }}
            >
              <Figures line={line} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Figures({ line }: { line: Line }) {
  return (
    <>
      <span className={styles.name}>
        <b>{line.title}</b>
        {line.note !== undefined && <span className={styles.note}>{line.note}</span>}
      </span>
      <span className={styles.count}>
        <b>{line.open}</b> 条
        <span className={styles.note}>{soFar(line)}</span>
      </span>
    </>
  );
}

function soFar({ open, asked, answered }: Line): string {
  if (answered > 0) return `${answered} 条已说明`;
  if (asked > 0) return `${asked} 条等说明`;
  return open > 0 ? '还没有问' : '';
}
