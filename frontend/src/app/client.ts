import { Client, cacheExchange, fetchExchange, getOperationName, mapExchange } from 'urql';
import { hashes } from '../gql/hashes';
import { codeOf } from '../shared/failure';

/** A client for one person's session; `ended` is called when the service says that the session is over. */
export function makeClient(ended: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      mapExchange({
        onResult(result) {
          if (result.error && codeOf(result.error) === 'UNAUTHENTICATED') ended();
        },
      }),
      cacheExchange,
      // The service knows every document of ours: its hash is sent in its place.
      mapExchange({
        onOperation(operation) {
          const sha256Hash = hashes[getOperationName(operation.query) ?? ''];
          if (sha256Hash === undefined || operation.kind === 'teardown') return undefined;
          const extensions = { ...operation.extensions, persistedQuery: { version: 1 as const, sha256Hash } };
          return { ...operation, extensions };
        },
      }),
      fetchExchange,
    ],
  });
}
