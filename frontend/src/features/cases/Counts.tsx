import item from '../../shared/Item.module.css';
import { Lines } from '../../shared/Lines';
import styles from './Cases.module.css';
import type { Line } from './figures';

interface Props {
  lines: readonly Line[];
  chosen?: string | null;
  choose: (key: string) => void;
}

/** Counts one under the other, each with what was done so far; a line opens what is behind it. */
export function Counts(props: Props) {
  return (
    <Lines
      {...props}
      cells={(line) => (
        <>
          <span className={item.name}>
            <b>{line.title}</b>
            {line.note !== undefined && <span className={item.note}>{line.note}</span>}
          </span>
          <span className={styles.count}>
            <b>{line.open}</b> 条<span className={styles.soFar}>{soFar(line)}</span>
          </span>
        </>
      )}
    />
  );
}

function soFar({ open, asked, answered }: Line): string {
  if (answered > 0) return `${answered} 条已说明`;
  if (asked > 0) return `${asked} 条等说明`;
  return open > 0 ? '还没有问' : '';
}
