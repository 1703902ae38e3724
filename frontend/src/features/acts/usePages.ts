import { useCallback, useState } from 'react';
import { wordsOfThrown } from '../../shared/failure';
import { useReading } from '../../shared/useReading';

export interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount?: number;
}

interface Rest<Node> {
  of: Page<Node>;
  pages: Page<Node>[];
  words?: string;
}

/** A list read page by page: `more` reads the next one; `again` begins anew. Keep `read` by useCallback. */
export function usePages<Node>(read: (after: string | null) => Promise<Page<Node>>) {
  const readFirst = useCallback(() => read(null), [read]);
  const { value: first, words, again } = useReading(readFirst);
  const [rest, setRest] = useState<Rest<Node>>();
  const [busy, setBusy] = useState(false);
  const known = first !== undefined && rest?.of === first ? rest : undefined;
  const last = known?.pages.at(-1) ?? first;
  const more = async () => {
    if (first === undefined || last === undefined) return;
    const pages = known?.pages ?? [];
    setBusy(true);
    try {
      const page = await read(last.pageInfo.endCursor ?? null);
      setRest({ of: first, pages: [...pages, page] });
    } catch (thrown) {
      setRest({ of: first, pages, words: wordsOfThrown(thrown) });
    } finally {
      setBusy(false);
    }
  };
  return {
    nodes: first && [first, ...(known?.pages ?? [])].flatMap((page) => page.nodes),
    total: first?.totalCount,
    words,
    restWords: known?.words,
    hasMore: last?.pageInfo.hasNextPage ?? false,
    busy,
    more,
    again,
  };
}
