import { Button } from 'antd';
import styles from '../../shared/Page.module.css';

interface Props {
  hasMore: boolean;
  busy: boolean;
  more: () => Promise<void>;
  words: string | undefined;
}

/** The way to the next page of a list, while there is one. */
export function More({ hasMore, busy, more, words }: Props) {
  if (!hasMore) return null;
  return (
    <div className={styles.more}>
      {words !== undefined && <p role="alert">{words}</p>}
      <Button loading={busy} onClick={more}>
        再显示一些
      </Button>
    </div>
  );
}
