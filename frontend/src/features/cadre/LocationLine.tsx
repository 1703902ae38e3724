import { Button } from 'antd';
import { useState } from 'react';
import { wordsOfThrown } from '../../shared/failure';
import styles from './Cadre.module.css';
import { type Fix, locate } from './location';

interface Props {
  fix: Fix | undefined;
  change: (fix: Fix | undefined) => void;
  /** What may be done without it, where that is not checking in. */
  without?: string;
}

/** The position, asked for only when the person wants to add it. */
export function LocationLine({ fix, change, without }: Props) {
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();
  const add = async () => {
    setBusy(true);
    setWords(undefined);
    try {
      change(await locate(without));
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.location}>
      <span role="status">
        {fix ? `已附位置，精度约 ${fix.accuracyM} 米` : (words ?? '位置（可不附）')}
      </span>
      {fix ? (
        <Button
          size="small"
          onClick={() => {
            change(undefined);
          }}
        >
          不附位置
        </Button>
      ) : (
        <Button size="small" loading={busy} onClick={add}>
          附上位置
        </Button>
      )}
    </div>
  );
}
