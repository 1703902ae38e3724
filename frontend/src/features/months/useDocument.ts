import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { CadreExportState, DocumentPartsFragment } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { DOCUMENT, DOCUMENT_LINK } from './mutations';

export type Document = DocumentPartsFragment;

const EVERY_MILLISECONDS = 1_500;

/** A document as it is now: looked up anew until there is a file, or there will be none. */
export function useDocument(begun: Document | undefined): Document | undefined {
  const client = useClient();
  const [known, setKnown] = useState<Document>();
  const document = known?.id === begun?.id ? (known ?? begun) : begun;
  const id = document?.id;
  const waits = document?.state === 'QUEUED' || document?.state === 'RUNNING';
  useEffect(() => {
    if (id === undefined || !waits) return undefined;
    const timer = window.setInterval(() => {
      ask(client, DOCUMENT, { id }).then(
        ({ sheetDocument }) => {
          if (sheetDocument !== null) setKnown(sheetDocument);
        },
        // The next look may find the network again.
        () => undefined,
      );
    }, EVERY_MILLISECONDS);
    return () => {
      window.clearInterval(timer);
    };
  }, [client, id, waits]);
  return document;
}

/** How the document stands now: a file that is past its day is no longer there. */
export function stateOf({ state, expiresAt }: Pick<Document, 'state' | 'expiresAt'>, now: Date): CadreExportState {
  return state === 'READY' && expiresAt !== null && new Date(expiresAt) <= now ? 'EXPIRED' : state;
}

/** Fetching a document by a link that is made, and recorded, at the moment of asking. */
export function useDownload(): { words: string | undefined; download: (id: string) => Promise<void> } {
  const client = useClient();
  const [words, setWords] = useState<string>();
  const download = useCallback(
    async (id: string) => {
      setWords(undefined);
      try {
        const { sheetDocumentLink } = await tell(client, DOCUMENT_LINK, { id });
        window.location.assign(sheetDocumentLink);
      } catch (thrown) {
        setWords(wordsOfThrown(thrown));
      }
    },
    [client],
  );
  return { words, download };
}
