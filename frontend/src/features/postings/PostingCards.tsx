import { useState } from 'react';
import { LEVEL_NAMES, placeWithin, ROLE_NAMES } from '../../shared/words';
import { Concerns, SheetMark } from './marks';
import { PostingDetail } from './PostingDetail';
import styles from './Postings.module.css';
import type { ListingProps } from './PostingTable';
import type { PostingRow } from './rows';

/** The list on a phone: one card a person, which opens into the person and their month. */
export function PostingCards({ rows, ...shared }: ListingProps) {
  return (
    <ul>
      {rows.map((row) => (
        <Card key={row.id} row={row} {...shared} />
      ))}
    </ul>
  );
}

function Card({ row, month, around, requiredDays, monthly }: Omit<ListingProps, 'rows'> & { row: PostingRow }) {
  const [open, setOpen] = useState(false);
  const { posting } = row;
  return (
    <li className={row.concerns.length > 0 ? `${styles.card ?? ''} ${styles.lateCard ?? ''}` : styles.card}>
      <div className={styles.cardHead}>
        <b className={styles.name}>{posting.cadre.name}</b>
        <span>{ROLE_NAMES[posting.role]}</span>
        <span className={styles.level}>{LEVEL_NAMES[posting.dispatchLevel]}</span>
        {monthly && <SheetMark row={row} />}
      </div>
      <p className={styles.where}>
        {placeWithin(posting.placeName, around)} · {posting.sendingUnit.name}
      </p>
      <p className={styles.counts}>
        {monthly && (
          <>
            到岗 <b className="numeric">{row.onDutyDays}</b>
            {requiredDays !== undefined && <span className={styles.of}> / {requiredDays}</span>} 天 · 日志{' '}
            <b className="numeric">{row.logDays}</b> 篇
          </>
        )}
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-label={`${posting.cadre.name}的${monthly ? '逐日情况' : '个人信息'}`}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? '收起' : monthly ? '逐日' : '个人信息'}
        </button>
      </p>
      {monthly && <Concerns row={row} />}
      {open && <PostingDetail posting={posting} month={month} monthly={monthly} />}
    </li>
  );
}
