import type { ReactNode } from 'react';
import styles from './Lines.module.css';

interface Line {
  key: string;
  /** What belongs to the place that is looked at itself: nothing lies behind it. */
  own?: boolean;
}

interface Props<Of extends Line> {
  lines: readonly Of[];
  /** Which one the page is narrowed to, where a line narrows it; null for none. */
  chosen?: string | null;
  choose: (key: string) => void;
  /** The cells of a line; `--columns` of the list says how wide they are. */
  cells: (line: Of) => ReactNode;
  className?: string | undefined;
}

/** Figures one under the other; a line opens what is behind it. */
export function Lines<Of extends Line>({ lines, chosen, choose, cells, className }: Props<Of>) {
  return (
    <ul className={className}>
      {lines.map((line) => (
        <li key={line.key} className={styles.item}>
          {line.own === true ? (
            <div className={styles.line}>{cells(line)}</div>
          ) : (
            <button
              type="button"
              className={styles.line}
              {...(chosen !== undefined && { 'aria-pressed': line.key === chosen })}
              onClick={() => {
                choose(line.key);
              }}
            >
              {cells(line)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
