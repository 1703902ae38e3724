import { useCallback } from 'react';
import { useClient } from 'urql';
import type { DutyVerdictQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { Clause } from '../../shared/Clause';
import { fullDayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Duties.module.css';
import { DUTY_VERDICT } from './operations';

type Deed = DutyVerdictQuery['dutyVerdict']['counted'][number] & { reason?: string | null };

/** What is said of one period of a duty: the sentence, the clause in its own words, and which records count. */
export function Verdict({ occurrenceId }: { occurrenceId: string }) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, DUTY_VERDICT, { occurrenceId })).dutyVerdict,
    [client, occurrenceId],
  );
  const { value: said, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!said) return <Loading rows={3} label="正在读取判定" />;
  return (
    <div className={styles.verdict}>
      <p>{said.reason}</p>
      <Clause words={said.words} document={said.document} reference={said.reference} />
      {said.counted.length > 0 && <Deeds title="已计入" deeds={said.counted} />}
      {said.notCounted.length > 0 && <Deeds title="没有计入" deeds={said.notCounted} />}
      {said.counted.length + said.notCounted.length === 0 && <p className={item.note}>还没有可以计入的记录。</p>}
    </div>
  );
}

function Deeds({ title, deeds }: { title: string; deeds: readonly Deed[] }) {
  return (
    <div>
      <h3 className={styles.deeds}>{title}</h3>
      <ul>
        {deeds.map((deed, index) => (
          <li key={index} className={styles.deed}>
            <span className="numeric">{fullDayTitle(deed.day)}</span> {deed.title}
            {deed.reason != null && <span className={item.note}>：{deed.reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
