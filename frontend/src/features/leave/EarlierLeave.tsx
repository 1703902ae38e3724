import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { LEAVE_NAMES } from '../../shared/words';
import styles from './Leave.module.css';
import { LEAVES_OF_YEAR } from './operations';
import type { Leave } from './standing';
import { daysTitle, stretchTitle, sumOf } from './stretch';
import { STATE_NAMES } from './terms';

/** What else the same person asked for in the year of this leave; the sum is of what was approved. */
export function EarlierLeave({ leave }: { leave: Leave }) {
  const client = useClient();
  const today = civilDay();
  const year = leave.fromDay.slice(0, 4);
  const read = useCallback(async () => {
    const variables = { postingId: leave.posting.id, from: `${year}-01-01`, to: `${year}-12-31` };
    return (await ask(client, LEAVES_OF_YEAR, variables)).leaves.nodes;
  }, [client, leave.posting.id, year]);
  const { value, words } = useReading(read);
  const others = value?.filter((one) => one.id !== leave.id) ?? [];
  const given = others.filter((one) => one.state === 'APPROVED' || one.state === 'CLOSED');
  const trips = given.filter((one) => one.kind === 'OFFICIAL_TRIP');
  const leaves = given.filter((one) => one.kind !== 'OFFICIAL_TRIP');
  const told = `请假 ${leaves.length} 次 ${daysTitle(sumOf(leaves.map((one) => one.days)))}，因公外出 ${trips.length} 次 ${daysTitle(sumOf(trips.map((one) => one.days)))}`;
  return (
    <section aria-label={`${year}年其他请假`}>
      <h3>{year}年其他请假</h3>
      <p className={styles.note}>{words ?? (value ? (others.length === 0 ? '没有。' : `已批准${told}。`) : '正在读取…')}</p>
      <ul className={styles.rows}>
        {others.map((one) => (
          <li key={one.id}>
            <span>
              {LEAVE_NAMES[one.kind]} {stretchTitle(one, today)}
            </span>
            <span className="numeric">
              {daysTitle(one.days)} · {STATE_NAMES[one.state]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
