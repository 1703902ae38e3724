import styles from './Duties.module.css';
import type { Line } from './places';

interface Props {
  lines: Line[];
  chosen?: string | null;
  choose: (key: string) => void;
  /** What stands at the end of a line besides its count. */
  aside?: (key: string) => string | undefined;
}

/** Figures one under the other, each with a bar beside its count; a line opens what is behind it. */
export function Lines({ lines, chosen = null, choose, aside }: Props) {
  const most = Math.max(1, ...lines.map((line) => line.overdue));
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.key}>
          {line.own === true ? (
            <div className={styles.line}>
              <Figures line={line} most={most} aside={aside?.(line.key)} />
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
              <Figures line={line} most={most} aside={aside?.(line.key)} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Figures({ line, most, aside }: { line: Line; most: number; aside: string | undefined }) {
  return (
    <>
      <span className={styles.name}>
        <b>{line.title}</b>
        {line.note !== undefined && <span className={styles.note}>{line.note}</span>}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${(line.overdue / most) * 100}%` }} />
      </span>
      <span className={styles.count}>
        <b className={line.overdue > 0 ? styles.late : styles.none}>{line.overdue}</b> 项逾期
        {line.hints > 0 && <span className={styles.hints}>另有提示 {line.hints}</span>}
      </span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </>
  );
}
