import type { ReactNode } from 'react';
import { Seal } from '../../shared/Seal';
import styles from './Session.module.css';

/** The page around sign-in and first password: the mark, a title, one narrow column. */
export function SessionFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.brand}>
        <Seal large />
        <div>
          <p className={styles.product}>选派干部管理</p>
          <p className={styles.motto}>一人一档，一月一表</p>
        </div>
      </header>
      <main className={styles.card}>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        <div className={styles.form}>{children}</div>
      </main>
    </div>
  );
}
