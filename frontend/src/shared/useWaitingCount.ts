import { useCallback } from 'react';
import { type AnyVariables, type TypedDocumentNode, useQuery } from 'urql';

/** How many things wait for the person; `again` counts anew. */
export interface WaitingCount {
  count: number;
  again: () => void;
}

/** Counts what `query` finds, unless it is not for this person to ask; with what it found. */
export function useWaitingCount<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  { mine, of }: { mine: boolean; of: (data: Data) => number },
): WaitingCount & { data: Data | undefined } {
  const [{ data }, ask] = useQuery({
    query,
    variables: {} as Variables,
    pause: !mine,
    requestPolicy: 'cache-and-network',
  });
  const again = useCallback(() => {
    if (mine) ask({ requestPolicy: 'network-only' });
  }, [ask, mine]);
  return { count: data === undefined ? 0 : of(data), again, data };
}
