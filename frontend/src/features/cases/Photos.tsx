import { Button } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { WHOLE_PHOTO } from './mutations';
import { type Thumbnails, useThumbnails } from './photos';
import styles from './Photos.module.css';

export interface Photo {
  id: string;
  notice: string | null;
}

interface Props {
  photos: readonly Photo[];
  /** Null when nothing may be shown of them yet. */
  thumbnails: Thumbnails | undefined;
  caption: string;
}

/** Photos under one caption; a press fetches the whole file. */
export function Photos({ photos, thumbnails, caption }: Props) {
  const client = useClient();
  const [words, setWords] = useState<string>();
  const open = async (id: string) => {
    setWords(undefined);
    try {
      window.location.assign((await tell(client, WHOLE_PHOTO, { id })).evidenceLink);
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    }
  };
  return (
    <figure className={styles.photos}>
      <figcaption>{caption}</figcaption>
      <div className={styles.thumbnails}>
        {photos.map(({ id, notice }, index) => {
          const url = thumbnails?.get(id);
          const name = `${caption}，第 ${index + 1} 张`;
          if (url === undefined) {
            return (
              <span key={id} className={styles.noPhoto}>
                {thumbnails === undefined ? '正在取照片…' : (notice ?? '没有缩略图')}
              </span>
            );
          }
          return (
            <button key={id} type="button" title="下载原照片" aria-label={`下载原照片：${name}`} onClick={() => void open(id)}>
              <img src={url} alt={name} />
            </button>
          );
        })}
      </div>
      {words !== undefined && <p role="alert">{words}</p>}
    </figure>
  );
}

/** Photos that are fetched when somebody wants to see them. */
export function PhotosOnDemand({ groups }: { groups: readonly { caption: string; photos: readonly Photo[] }[] }) {
  const [shown, setShown] = useState(false);
  const count = groups.reduce((sum, { photos }) => sum + photos.length, 0);
  if (count === 0) return null;
  if (!shown) {
    return (
      <Button
        size="small"
        className={styles.look ?? ''}
        onClick={() => {
          setShown(true);
        }}
      >
        看照片（{count} 张）
      </Button>
    );
  }
  return <Fetched groups={groups} />;
}

function Fetched({ groups }: { groups: readonly { caption: string; photos: readonly Photo[] }[] }) {
  const { thumbnails, words, again } = useThumbnails(groups.flatMap(({ photos }) => photos.map(({ id }) => id)));
  return (
    <div className={styles.pair}>
      {groups
        .filter(({ photos }) => photos.length > 0)
        .map((group) => (
          <Photos key={group.caption} {...group} thumbnails={thumbnails} />
        ))}
      {words !== undefined && (
        <p role="alert">
          {words} <Button size="small" onClick={again}>再试</Button>
        </p>
      )}
    </div>
  );
}
