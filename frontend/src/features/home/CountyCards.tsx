import type { CountiesProps } from './CountyTable';
import { figure } from './figures';
import styles from './Counties.module.css';

/** The county table on a phone: one card a county. */
export function CountyCards({ rows, running, chosen, choose }: CountiesProps) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.code} className={styles.item}>
          <button
            type="button"
            className={row.code === chosen ? `${styles.card ?? ''} ${styles.chosenRow ?? ''}` : styles.card}
            aria-expanded={row.code === chosen}
            onClick={() => {
              choose(row.code);
            }}
          >
            <span className={styles.head}>
              <b>{row.name}</b>
              {row.city !== null && <span className={styles.city}>{row.city}</span>}
              {!running && (row.belowNorm ?? 0) > 0 && <span className={styles.flag}>{row.belowNorm} 人未达标</span>}
            </span>
            <span className={styles.facts}>
              <Fact name="在任" value={figure(row.postings)} />
              <Fact
                name="人均 / 应到岗"
                value={`${figure(row.averageDays, 1)} / ${figure(row.requiredDays)}`}
              />
              <Fact name="待签 / 待盖" value={`${figure(row.totalled)} / ${figure(row.signed)}`} />
              <Fact name="已盖章" value={figure(row.sealed)} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span className={styles.fact}>
      <span>{name}</span>
      <b className="numeric">{value}</b>
    </span>
  );
}
