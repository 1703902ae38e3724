import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** What the page is, a line about it, and its acts. */
export function PageHead({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.top}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.sub}>{lead}</p>
      </div>
      {children !== undefined && <div className={styles.acts}>{children}</div>}
    </div>
  );
}
