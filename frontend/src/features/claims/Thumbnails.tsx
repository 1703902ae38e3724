import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { type Client, useClient } from 'urql';
import { tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { EVIDENCE_LINK } from '../postings/operations';
import { THUMBNAILS } from './operations';
import styles from './Claims.module.css';

interface Props {
  files: readonly { id: string; fileName: string; notice: string | null }[];
}

/** Evidence small; each opens into the file itself, by a link that is made, and recorded, at the moment of asking. */
export function Thumbnails({ files }: Props) {
  const client = useClient();
  const shown = useThumbnails(files.map((file) => file.id).join(' '));
  const [words, setWords] = useState<string>();
  const open = async (id: string) => {
    setWords(undefined);
    try {
      const { evidenceLink } = await tell(client, EVIDENCE_LINK, { id });
      window.location.assign(evidenceLink);
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    }
  };
  return (
    <>
      <ul className={styles.thumbs} aria-label="佐证">
        {files.map((file) => (
          <li key={file.id}>
            <Button className={styles.thumb ?? ''} aria-label={`下载佐证 ${file.fileName}`} onClick={() => open(file.id)}>
              {shown[file.id] === undefined ? (
                <span>{file.notice ?? file.fileName}</span>
              ) : (
                <img src={shown[file.id]} alt={`佐证 ${file.fileName}`} />
              )}
            </Button>
          </li>
        ))}
      </ul>
      {words !== undefined && <p role="alert">{words}</p>}
    </>
  );
}

/** Addresses of the small pictures by the file's id, as far as there are any; `joined` names the files. */
function useThumbnails(joined: string): Record<string, string> {
  const client = useClient();
  const ids = useMemo(() => joined.split(' ').filter((id) => id !== ''), [joined]);
  const [shown, setShown] = useState<Record<string, string>>({});
  useEffect(() => {
    let wanted = true;
    const made: string[] = [];
    const show = (id: string, picture: Blob) => {
      if (!wanted) return;
      const address = URL.createObjectURL(picture);
      made.push(address);
      setShown((before) => ({ ...before, [id]: address }));
    };
    // Without its small picture a file is still there by its name.
    read(client, ids, show).catch(() => undefined);
    return () => {
      wanted = false;
      made.forEach((address) => {
        URL.revokeObjectURL(address);
      });
    };
  }, [client, ids]);
  return shown;
}

async function read(client: Client, ids: string[], show: (id: string, picture: Blob) => void): Promise<void> {
  if (ids.length === 0) return;
  const { evidenceThumbnails } = await tell(client, THUMBNAILS, { ids });
  // The page may read from the object store, but show no picture of another origin.
  const fetched = evidenceThumbnails.map(async ({ id, url }) => {
    const answer = await fetch(url, { credentials: 'omit' });
    if (answer.ok) show(id, await answer.blob());
  });
  await Promise.allSettled(fetched);
}
