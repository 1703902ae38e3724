import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { useReading } from '../../shared/useReading';
import { PLACE_NAME } from './operations';

/** What the place is called in full; undefined while it is being read, and without a place. */
export function usePlaceName(code: string | null): string | undefined {
  const client = useClient();
  const read = useCallback(
    async () => (code === null ? undefined : (await ask(client, PLACE_NAME, { code })).region?.pathName),
    [client, code],
  );
  return useReading(read).value;
}
