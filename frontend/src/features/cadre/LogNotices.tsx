import { Alert, Button } from 'antd';
import { momentTitle } from '../../shared/days';
import styles from './Cadre.module.css';
import type { ServiceLog } from './useLogSheet';

/** A line under the form. */
export function Told({ kind, words }: { kind: 'success' | 'warning' | 'error' | 'info'; words: string }) {
  return (
    <Alert className={styles.outcome ?? ''} type={kind} role={kind === 'error' ? 'alert' : 'status'} showIcon title={words} />
  );
}

interface ElsewhereProps {
  log: ServiceLog;
  take: () => void;
}

/** The log of the same day that was written elsewhere, beside one's own. */
export function Elsewhere({ log, take }: ElsewhereProps) {
  return (
    <section className={styles.elsewhere} aria-label="别处写的同一天日志">
      <p>
        这一天在别处已写过一篇（{momentTitle(log.updatedAt)} 保存）。请对照：保存后以您在这里写的为准
        {log.evidence.length > 0 && `，那一篇的 ${log.evidence.length} 份佐证也会取下`}。
      </p>
      <blockquote>{log.content}</blockquote>
      <Button size="small" onClick={take}>
        把那一篇并进来
      </Button>
    </section>
  );
}
