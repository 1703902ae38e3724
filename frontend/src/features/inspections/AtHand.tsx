import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { useReading } from '../../shared/useReading';
import { InspectionItem } from './InspectionItem';
import styles from './Inspections.module.css';
import { INSPECTIONS_AT_HAND } from './operations';

/** What is to be looked at today or was to be before, and what was begun and not published; nothing where nothing is. */
export function AtHand({ today }: { today: Day }) {
  const client = useClient();
  const read = useCallback(async () => ask(client, INSPECTIONS_AT_HAND, { today }), [client, today]);
  const { value: found } = useReading(read);
  const all = found ? [...found.begun.nodes, ...found.planned.nodes] : [];
  if (all.length === 0) return null;
  return (
    <section className={`panel ${styles.first ?? ''}`} aria-label="手头的检查">
      <div className={page.head}>
        <h2>手头的检查</h2>
        <p>今天要去的、去过还没有公布的</p>
      </div>
      <ul>
        {all.map((one) => (
          <InspectionItem key={one.id} inspection={one} toVisit />
        ))}
      </ul>
    </section>
  );
}
