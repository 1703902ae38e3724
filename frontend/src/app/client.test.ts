import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequest, formatDocument, stringifyDocument } from '@urql/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SignInDocument, ViewerDocument } from '../gql/graphql';
import { hashes } from '../gql/hashes';
import { makeClient } from './client';

const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
const manifest = JSON.parse(
  readFileSync(`../graphql/xuanpai_graphql/documents/manifests/${version}.json`, 'utf8'),
) as Record<string, string>;
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

function answer(body: unknown, status = 200): void {
  const headers = { 'content-type': 'application/graphql-response+json; charset=utf-8' };
  fetched.mockResolvedValue(new Response(JSON.stringify(body), { status, headers }));
}

test('a document is sent by its hash, never as text', async () => {
  answer({ data: { viewer: null } });

  await makeClient(() => undefined).query(ViewerDocument, {});

  expect(JSON.parse(fetched.mock.calls[0]?.[1]?.body as string)).toEqual({
    operationName: 'Viewer',
    variables: {},
    extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Viewer } },
  });
});

test('the hash is that of the very text the client would send', () => {
  const text = stringifyDocument(formatDocument(createRequest(SignInDocument, {} as never).query));

  expect(createHash('sha256').update(text).digest('hex')).toBe(hashes.SignIn);
  expect(manifest[hashes.SignIn ?? '']).toBe(text);
});

test('the words of a refusal reach the person, whatever the status', async () => {
  answer({ errors: [{ message: '请求过于频繁,请在 7 秒后再试。', extensions: { code: 'RATE_LIMITED' } }] }, 429);

  const result = await makeClient(() => undefined).query(ViewerDocument, {});

  expect(result.error?.graphQLErrors.map((error) => error.message)).toEqual(['请求过于频繁,请在 7 秒后再试。']);
});
