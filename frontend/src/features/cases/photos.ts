import { useCallback } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { useReading } from '../../shared/useReading';
import { EVIDENCE_THUMBNAILS } from '../acts/operations';

/** The service hands out as many links at once. */
const AT_ONCE = 100;

export type Thumbnails = ReadonlyMap<string, string>;

const NONE: Thumbnails = new Map();

/** Links to small pictures of these files, by id; each asking is written down, so ask once for all of a page. */
export function useThumbnails(ids: readonly string[]): { thumbnails: Thumbnails | undefined; words: string | undefined; again: () => void } {
  const client = useClient();
  const wanted = [...new Set(ids)].slice(0, AT_ONCE).join(' ');
  const read = useCallback(async () => {
    if (wanted === '') return NONE;
    const { evidenceThumbnails } = await tell(client, EVIDENCE_THUMBNAILS, { ids: wanted.split(' ') });
    return new Map(evidenceThumbnails.map(({ id, url }) => [id, url]));
  }, [client, wanted]);
  const { value, words, again } = useReading(read);
  return { thumbnails: value, words, again };
}
