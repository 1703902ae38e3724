import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { Clause } from '../../shared/Clause';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Inspections.module.css';
import { PATROLS } from './operations';

/** Which counties each member of the city's leading body took on, and which are nobody's. */
export function PatrolsPanel({ regionCode }: { regionCode: string }) {
  const client = useClient();
  const read = useCallback(async () => (await ask(client, PATROLS, { regionCode })).patrols, [client, regionCode]);
  const { value: found, words, again } = useReading(read);
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="班子成员承包县">
      <div className={page.head}>
        <h2>班子成员承包县（市、区）</h2>
        {found && (
          <p className="numeric">
            每人承包 {found.required} 个 · 已覆盖 {found.covered.length} 个，未覆盖 {found.uncovered.length} 个
          </p>
        )}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !found && <Loading rows={3} label="正在读取承包情况" />}
      {found?.words != null && <Clause wide words={found.words} document={found.document} reference={found.reference} />}
      {found && (
        <ul>
          {found.members.map((member) => (
            <li key={member.entryId} className={styles.plain}>
              <span className={item.name}>
                <b>{member.name}</b>
                <span className={item.note}>
                  {member.counties.length === 0 ? '还没有承包' : member.counties.map(({ name }) => name).join('、')}
                </span>
              </span>
              <Mark tone={member.lacking === 0 ? 'good' : 'late'}>{member.reason}</Mark>
            </li>
          ))}
          {found.uncovered.length > 0 && (
            <li className={styles.plain}>
              <span className={item.name}>
                <b>没有人承包的</b>
                <span className={item.note}>{found.uncovered.map(({ name }) => name).join('、')}</span>
              </span>
              <Mark tone="late">未覆盖 {found.uncovered.length} 个</Mark>
            </li>
          )}
          {found.members.length === 0 && (
            <li className={`${styles.plain ?? ''} ${item.note ?? ''}`}>
              登记簿里还没有班子成员。请在“班子成员”“承包县”登记簿登记。
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
