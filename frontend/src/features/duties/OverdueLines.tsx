import item from '../../shared/Item.module.css';
import { Lines } from '../../shared/Lines';
import styles from './Duties.module.css';
import type { Line } from './places';

interface Props {
  lines: Line[];
  chosen?: string | null;
  choose: (key: string) => void;
  /** What stands at the end of a line besides its count. */
  aside?: (key: string) => string | undefined;
}

/** What is overdue, line by line, each with a bar beside its count. */
export function OverdueLines({ lines, aside, ...rest }: Props) {
  const most = Math.max(1, ...lines.map((line) => line.overdue));
  return (
    <Lines
      {...rest}
      className={aside === undefined ? styles.lines : styles.rated}
      lines={lines}
      cells={(line) => <Figures line={line} most={most} aside={aside?.(line.key)} />}
    />
  );
}

function Figures({ line, most, aside }: { line: Line; most: number; aside: string | undefined }) {
  return (
    <>
      <span className={item.name}>
        <b>{line.title}</b>
        {line.note !== undefined && <span className={item.note}>{line.note}</span>}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${(line.overdue / most) * 100}%` }} />
      </span>
      <span className={styles.count}>
        <b className={line.overdue > 0 ? item.late : ''}>{line.overdue}</b> 项逾期
        {line.hints > 0 && <span className={styles.hints}>另有提示 {line.hints}</span>}
      </span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </>
  );
}
