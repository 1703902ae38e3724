import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** A word about a state, coloured by what it means. */
export function Mark({ tone, children }: { tone?: 'good' | 'late' | 'calm'; children: ReactNode }) {
  return <span className={tone === undefined ? styles.mark : `${styles.mark ?? ''} ${styles[tone] ?? ''}`}>{children}</span>;
}
