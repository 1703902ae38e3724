import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { useReading } from '../../shared/useReading';
import styles from './Visit.module.css';
import { BOTH_ENDS } from './looking';
import { PRESENCES } from './terms';

/** What both ends together say of somebody who was not there: one end alone proves nothing. */
export function BothEndsNote({ postingId, day }: { postingId: string; day: Day }) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, BOTH_ENDS, { postingId, day })).bothEnds,
    [client, postingId, day],
  );
  const { value: found, words } = useReading(read);
  if (words !== undefined) return <p className={item.note}>两端情况没有读到：{words}</p>;
  if (!found) return <p className={item.note}>正在看两端的情况…</p>;
  const { village, unit } = found;
  return (
    <p className={styles.ends} role="note" aria-label="两端查岗">
      <b>
        村里{village === null ? '没有查' : PRESENCES[village].name}，派出单位{unit === null ? '没有查' : PRESENCES[unit].name}
        ：
      </b>
      {found.reason}
    </p>
  );
}
