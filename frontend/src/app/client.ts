import { Client, cacheExchange, fetchExchange, mapExchange } from 'urql';
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
      fetchExchange,
    ],
  });
}
