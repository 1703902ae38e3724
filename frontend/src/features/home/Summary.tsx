import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { figure, type Total } from './figures';
import styles from './Summary.module.css';

interface Props {
  total: Total;
  counties: number;
  /** Whether the month goes on: who is below the norm may still reach it. */
  running: boolean;
  month: string;
}

/** The month in five figures; the last of them opens into where every sheet stands. */
export function Summary({ total, counties, running, month }: Props) {
  const judged = (total.met ?? 0) + (total.belowNorm ?? 0);
  const share = judged === 0 ? null : Math.round((100 * (total.met ?? 0)) / judged);
  const sheets = total.sealed === null ? null : total.sealed + (total.signed ?? 0) + (total.totalled ?? 0);
  return (
    <dl className={`panel ${styles.summary ?? ''}`} aria-label="本月汇总">
      <Figure name="在任干部" value={figure(total.postings)} unit="人" note={counties > 1 ? `${counties} 个县（市、区）` : '当月有任职'} />
      <Figure
        name="人均到岗"
        value={figure(total.averageDays, 1)}
        unit="天"
        note={total.requiredDays === null ? '各地要求不一或未启用规则' : `应到岗 ${total.requiredDays} 天`}
      />
      <Figure
        name="已达标"
        value={figure(total.met)}
        unit="人"
        note={share === null ? '未启用规则' : judged < total.postings ? `占有规则的 ${judged} 人的 ${share}%` : `占 ${share}%`}
      />
      <Figure
        name={running ? '尚未达到' : '未达标'}
        value={figure(total.belowNorm)}
        unit="人"
        note={running ? '本月还没有结束' : '按当月到岗天数'}
        late={!running && (total.belowNorm ?? 0) > 0}
      />
      <Figure
        name="月表已盖章"
        value={figure(total.sealed)}
        unit={sheets === null ? '' : `/ ${total.postings} 份`}
        note={
          sheets === null ? (
            '无权查看月表'
          ) : (
            <Link to={`/months?month=${month}`}>
              待签字 {figure(total.totalled)} · 待盖章 {figure(total.signed)}
            </Link>
          )
        }
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  unit: string;
  note: ReactNode;
  late?: boolean;
}

function Figure({ name, value, unit, note, late = false }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={late ? `${styles.value ?? ''} ${styles.late ?? ''}` : styles.value}>
        <b className="numeric">{value}</b> {value === '—' ? '' : unit}
      </dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}
