import { Button } from 'antd';
import type { ReactNode } from 'react';
import styles from './States.module.css';

/** Grey bars in the shape of what is being read. */
export function Loading({ rows = 4, label = '正在读取…' }: { rows?: number; label?: string }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} className={styles.bar} style={{ width: `${92 - ((index * 17) % 38)}%` }} />
      ))}
      <span className="visually-hidden">{label}</span>
    </div>
  );
}

/** Nothing to show, and why. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.note}>
      <span className={styles.mark} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p className={styles.words}>{children}</p>}
    </div>
  );
}

/** What went wrong in the service's words, and a way to try again. */
export function Failure({ words, retry }: { words: string; retry?: () => void }) {
  return (
    <div className={styles.note} role="alert">
      <span className={`${styles.mark ?? ''} ${styles.failed ?? ''}`} aria-hidden="true" />
      <p className={styles.title}>没有读取成功</p>
      <p className={styles.words}>{words}</p>
      {retry && (
        <Button className={styles.retry} onClick={retry}>
          重新读取
        </Button>
      )}
    </div>
  );
}
