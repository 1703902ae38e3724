import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { useReading } from '../../shared/useReading';
import { EVIDENCE_LINK } from '../postings/operations';
import { EVIDENCE_THUMBNAILS } from './operations';
import styles from './Thumbnails.module.css';

export interface ShownFile {
  id: string;
  fileName: string;
  /** Why there is no file to see yet. */
  notice?: string | null;
}

/** Photos shown small; pressing one fetches the whole file. Every look is written to the audit trail by the service. */
export function Thumbnails({ files, label }: { files: readonly ShownFile[]; label: string }) {
  const client = useClient();
  const [words, setWords] = useState<string>();
  const ready = files.filter((file) => file.notice == null).map((file) => file.id);
  const pictures = usePictures(ready.join(' '));
  if (files.length === 0) return null;
  const fetchWhole = async (id: string) => {
    setWords(undefined);
    try {
      const { evidenceLink } = await tell(client, EVIDENCE_LINK, { id });
      // The service hands files out as downloads: the page stays where it is.
      window.location.assign(evidenceLink);
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    }
  };
  return (
    <ul className={styles.list} aria-label={label}>
      {files.map((file) => (
        <li key={file.id}>
          {file.notice == null ? (
            <button
              type="button"
              title={file.fileName}
              aria-label={`下载 ${file.fileName}`}
              onClick={() => {
                void fetchWhole(file.id);
              }}
            >
              {pictures.has(file.id) ? <img src={pictures.get(file.id)} alt={file.fileName} /> : '佐证'}
            </button>
          ) : (
            <p className={styles.notice}>
              {file.fileName}：{file.notice}
            </p>
          )}
        </li>
      ))}
      {words !== undefined && (
        <li className={styles.words} role="alert">
          {words}
        </li>
      )}
    </ul>
  );
}

/** The small pictures by their files' ids, given one after the other with blanks between. */
function usePictures(ids: string): ReadonlyMap<string, string> {
  const client = useClient();
  const read = useCallback(async () => {
    if (ids === '') return [];
    const { evidenceThumbnails } = await tell(client, EVIDENCE_THUMBNAILS, { ids: ids.split(' ') });
    // The pages' own policy lets pictures come from this origin alone; what was fetched is its own.
    return Promise.all(
      evidenceThumbnails.map(async ({ id, url }) => {
        const answer = await fetch(url, { credentials: 'omit' });
        return { id, picture: answer.ok ? await answer.blob() : undefined };
      }),
    );
  }, [client, ids]);
  const { value: fetched } = useReading(read);
  const [shown, setShown] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const made = new Map<string, string>();
    for (const { id, picture } of fetched ?? []) if (picture) made.set(id, URL.createObjectURL(picture));
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the addresses are a resource: made here, revoked here
    setShown(made);
    return () => {
      for (const address of made.values()) URL.revokeObjectURL(address);
    };
  }, [fetched]);
  return shown;
}
