import { type ReactNode, useId } from 'react';
import styles from './Account.module.css';

interface Props {
  title: string;
  lead?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** One part of the page: its title, a line about it, at most one act, and the content. */
export function Panel({ title, lead, action, children }: Props) {
  const heading = useId();
  return (
    <section className={`panel ${styles.panel ?? ''}`} aria-labelledby={heading}>
      <div className={styles.head}>
        <div>
          <h2 id={heading}>{title}</h2>
          {lead !== undefined && <p>{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
