import { Mark } from '../../shared/Mark';
import { OUTCOME_NAMES, SHEET_NAMES } from '../../shared/words';
import styles from './Postings.module.css';
import type { PostingRow } from './rows';

/** Where a sheet stands; a sealed one is at rest, the others wait for somebody. */
export function SheetMark({ row: { sheet } }: { row: PostingRow }) {
  if (sheet === null) return <Mark>未统计</Mark>;
  const done = sheet.state === 'SEALED' || sheet.state === 'VERIFIED';
  return <Mark tone={done ? 'good' : 'calm'}>{SHEET_NAMES[sheet.state]}</Mark>;
}

/** What needs attention, or how the month was judged. */
export function Concerns({ row: { sheet, concerns } }: { row: PostingRow }) {
  if (concerns.length > 0) {
    return (
      <ul className={styles.concerns}>
        {concerns.map((concern) => (
          <li key={concern}>{concern}</li>
        ))}
      </ul>
    );
  }
  if (!sheet?.outcome) return null;
  return (
    <span className={styles.fine} title={sheet.reason ?? undefined}>
      {OUTCOME_NAMES[sheet.outcome]}
    </span>
  );
}
