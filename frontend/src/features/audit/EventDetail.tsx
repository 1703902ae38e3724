import { changesOf, factsOf } from './changes';
import type { AuditEvent } from './events';
import styles from './Audit.module.css';

/** Everything that one event says. */
export function EventDetail({ event }: { event: AuditEvent }) {
  const changes = changesOf(event.before, event.after);
  const facts = [
    ...factsOf(event.detail),
    ['动作代码', event.action],
    ['对象编号', event.subjectId],
    ['来源地址', event.address],
    ['请求编号', event.requestId],
    ...(event.hash === null ? [] : [['链上位置', `第 ${event.lane ?? 0} 链第 ${event.seq ?? 0} 条`], ['指纹', event.hash]]),
  ];
  return (
    <div className={styles.detail}>
      {changes.length > 0 && (
        <table className={styles.changes}>
          <thead>
            <tr>
              <th scope="col">内容</th>
              <th scope="col">变更前</th>
              <th scope="col">变更后</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, after }) => (
              <tr key={name} className={before === after ? styles.same : ''}>
                <th scope="row">{name}</th>
                <td>{before ?? '—'}</td>
                <td>{after ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
