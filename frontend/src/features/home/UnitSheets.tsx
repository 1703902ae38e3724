import { useCallback } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import type { SheetState } from '../../gql/graphql';
import { type Day, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import shared from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { SHEET_NAMES } from '../../shared/words';
import { readSheets } from '../postings/read';
import styles from './Day.module.css';
import { useFresh } from './useFresh';

const ORDER: readonly SheetState[] = ['TOTALLED', 'SIGNED', 'SEALED', 'VERIFIED'];

/** How far last month's sheets of a sending unit's own cadres are; they lie in many townships. */
export function UnitSheets({ around, today }: { around: Record<string, string>; today: Day }) {
  const client = useClient();
  const month = shiftMonth(monthOf(today), -1);
  const read = useCallback(async () => (await readSheets(client, null, month)).nodes, [client, month]);
  const { value: sheets, words, again } = useFresh(month, read, 5);
  const counted = ORDER.map((state) => ({ state, count: sheets?.filter((sheet) => sheet.state === state).length ?? 0 }));
  return (
    <section className="panel" aria-label="月表在等谁">
      <div className={shared.head}>
        <h2>月表在等谁</h2>
        <Link to={`/months?${new URLSearchParams({ ...around, month }).toString()}`}>看全部</Link>
      </div>
      {!sheets && (words === undefined ? <Loading rows={2} label="正在读取月表" /> : <Failure words={words} retry={again} />)}
      {sheets && (
        <p className={styles.calm}>
          {monthTitle(month)}：
          {sheets.length === 0
            ? '乡镇还没有统计。'
            : counted
                .filter(({ count }) => count > 0)
                .map(({ state, count }) => `${SHEET_NAMES[state]} ${count} 张`)
                .join('，')}
        </p>
      )}
    </section>
  );
}
