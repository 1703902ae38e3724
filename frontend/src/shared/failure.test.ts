import { CombinedError } from 'urql';
import { expect, it } from 'vitest';
import { codeOf, Refused, wordsOf, wordsOfThrown } from './failure';

it('a refusal speaks in the words of the service, each said once', () => {
  const refusal = { message: '登录已失效,请重新登录。', extensions: { code: 'UNAUTHENTICATED' } };
  const error = new CombinedError({ graphQLErrors: [refusal, refusal] });
  expect(wordsOf(error)).toBe('登录已失效,请重新登录。');
  expect(codeOf(error)).toBe('UNAUTHENTICATED');
});

it('a service that does not answer is said to be out of reach', () => {
  const error = new CombinedError({ networkError: new TypeError('Failed to fetch') });
  expect(wordsOf(error)).toBe('连接不上服务器。请检查网络后再试。');
  expect(codeOf(error)).toBeUndefined();
  expect(wordsOfThrown(new TypeError('Failed to fetch'))).toBe('连接不上服务器。请检查网络后再试。');
  expect(wordsOfThrown(new Refused('照片不能超过 10 MB。'))).toBe('照片不能超过 10 MB。');
});
