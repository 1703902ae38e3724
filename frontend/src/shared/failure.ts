import type { CombinedError } from 'urql';

const UNREACHABLE = '连接不上服务器。请检查网络后再试。';

/** The stable code of the first refusal, or undefined when the service did not answer. */
export function codeOf(error: CombinedError): string | undefined {
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === 'string' ? code : undefined;
}

/** What a person should read: the service's own words, or that it could not be reached. */
export function wordsOf(error: CombinedError): string {
  const messages = new Set(error.graphQLErrors.map((refusal) => refusal.message));
  return messages.size > 0 ? [...messages].join(' ') : UNREACHABLE;
}

/** An expected failure with words for a person, and the service's code where it has one. */
export class Refused extends Error {
  constructor(
    words: string,
    readonly code?: string,
  ) {
    super(words);
  }
}

/** The words of anything thrown. */
export function wordsOfThrown(thrown: unknown): string {
  return thrown instanceof Refused ? thrown.message : UNREACHABLE;
}
