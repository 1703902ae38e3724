import { Input, Segmented } from 'antd';
import { useCallback, useId, useState } from 'react';
import { useClient } from 'urql';
import { civilDay, monthTitle } from '../../shared/days';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import { placeWithin } from '../../shared/words';
import { may, useSession } from '../session/session';
import styles from './Postings.module.css';
import { PostingCards } from './PostingCards';
import { PostingTable } from './PostingTable';
import { readPostings, readSheets } from './read';
import { type PostingRow, postingRows } from './rows';

export interface SectionProps {
  title: string;
  /** The place whose postings are listed; null lists whatever the person reaches. */
  regionCode: string | null;
  month: string;
  /** The full name of the place, which is not repeated on every line. */
  around: string;
  requiredDays?: number | undefined;
  clause?: string | undefined;
}

/** The people of one place or unit in one month, those who need attention first in line to be found. */
export function PostingSection(props: SectionProps) {
  const { regionCode, month, requiredDays } = props;
  const { viewer } = useSession();
  const client = useClient();
  const attendance = may(viewer, 'attendance:read');
  const sheets = may(viewer, 'sheet:read');
  const read = useCallback(async () => {
    const [postings, found] = await Promise.all([
      readPostings(client, regionCode, month, attendance),
      sheets ? readSheets(client, regionCode, month) : { nodes: [], whole: true },
    ]);
    const frame = { month, today: civilDay(), attendance, sheets, requiredDays };
    return { rows: postingRows(postings.nodes, found.nodes, frame), whole: postings.whole && found.whole };
  }, [client, regionCode, month, attendance, sheets, requiredDays]);
  const { value, words, again } = useReading(read);
  return (
    <Listed {...props} rows={value?.rows} whole={value?.whole ?? true} words={words} again={again} monthly={attendance} />
  );
}

interface ListedProps extends SectionProps {
  rows: PostingRow[] | undefined;
  whole: boolean;
  words: string | undefined;
  again: () => void;
  monthly: boolean;
}

function Listed({ title, month, around, requiredDays, clause, rows, whole, words, again, monthly }: ListedProps) {
  const narrow = useNarrow();
  const heading = useId();
  const [only, setOnly] = useState<'all' | 'concerns'>('all');
  const [sought, setSought] = useState('');
  const late = rows?.filter((row) => row.concerns.length > 0) ?? [];
  const shown = (only === 'all' ? (rows ?? []) : late).filter((row) => holds(row, sought.trim()));
  const Listing = narrow ? PostingCards : PostingTable;
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-labelledby={heading}>
      <div className={styles.head}>
        <div>
          <h2 id={heading}>{title}</h2>
          <p>
            {monthTitle(month)}
            {rows && ` · ${rows.length} 人`}
            {requiredDays !== undefined && ` · 应到岗 ${requiredDays} 天`}
          </p>
        </div>
        {rows && rows.length > 0 && (
          <div className={styles.tools}>
            {monthly && (
              <Segmented
                value={only}
                onChange={setOnly}
                options={[
                  { value: 'all', label: `全部 ${rows.length}` },
                  { value: 'concerns', label: `需关注 ${late.length}` },
                ]}
              />
            )}
            <Input
              className={styles.search ?? ''}
              aria-label="按姓名、地点或单位查找"
              placeholder="姓名、地点或单位"
              allowClear
              value={sought}
              onChange={(event) => {
                setSought(event.target.value);
              }}
            />
          </div>
        )}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !rows && <Loading rows={6} label="正在读取在任干部" />}
      {rows?.length === 0 && <Empty title="这里没有在任干部">这个月没有干部在此任职，或任职尚未登记。</Empty>}
      {rows && rows.length > 0 && shown.length === 0 && <Empty title="没有符合条件的人">换一个条件再试。</Empty>}
      {shown.length > 0 && <Listing rows={shown} month={month} around={around} requiredDays={requiredDays} monthly={monthly} />}
      {!whole && <p className={styles.foot}>人数太多，只列出前 1000 人；请选择更小的范围。</p>}
      {clause !== undefined && <p className={styles.foot}>到岗要求依据：{clause}</p>}
    </section>
  );
}

function holds({ posting }: PostingRow, sought: string): boolean {
  return [posting.cadre.name, placeWithin(posting.placeName, ''), posting.sendingUnit.name].some((text) =>
    text.includes(sought),
  );
}
