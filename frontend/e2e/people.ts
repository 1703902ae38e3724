import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import { hashes } from '../src/gql/hashes';

export interface Account {
  tenant: string;
  username: string;
  password: string;
  role: string;
  region: string | null;
  unit: string | null;
  /** Whether one test has the account to itself. */
  alone: boolean;
}

const path = process.env.XUANPAI_ACCOUNTS;
if (path === undefined) throw new Error('XUANPAI_ACCOUNTS names no file');

export const ACCOUNTS = JSON.parse(readFileSync(path, 'utf8')) as Account[];
/** The same installation, of the same people, where everybody must have a second factor. */
export const STRICT_URL = process.env.XUANPAI_STRICT_URL ?? '';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const PHONE = { width: 390, height: 844 };

/** The account of that name, or the first that holds the role. */
export function account(wanted: string): Account {
  const found = ACCOUNTS.find((one) => one.username === wanted) ?? ACCOUNTS.find((one) => one.role === wanted);
  if (!found) throw new Error(`no account ${wanted}`);
  return found;
}

/** Type an account's name and password into the sign-in page and send them. */
export async function enter(page: Page, { tenant, username }: Account, password: string): Promise<void> {
  await page.getByLabel('省份').fill(tenant);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Open the home of an account that has signed in before the page is there. */
export async function signIn(page: Page, { tenant, username, password }: Account): Promise<void> {
  const answer = await page.request.post('/graphql', {
    data: {
      // The service takes the documents of the pages and no other text.
      extensions: { persistedQuery: { version: 1, sha256Hash: hashes.SignIn } },
      variables: { tenant, username, password },
    },
  });
  expect(await answer.json()).toMatchObject({ data: { signIn: { username } } });
  await page.goto('/');
  await expect(page.getByRole('button', { name: /打开个人菜单/ })).toBeVisible();
}

/** Open the row of a person on the first page of a wide screen, where it shows the month. */
export async function openRow(page: Page, name: string): Promise<void> {
  await page.goto('/?view=month');
  await page.getByRole('row', { name: new RegExp(name) }).getByRole('button', { name: '展开行' }).click();
}

/** What an authenticator shows for the key (TOTP, RFC 6238), so many steps of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  const key = Buffer.from(
    (secret.replaceAll(' ', '').match(/.{8}/g) ?? []).flatMap((group) => {
      const bits = Array.from(group, (sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('');
      return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
    }),
  );
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest[19] ?? 0) & 0x0f;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** How far the page can be pushed sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

// What a browser says of itself when a test takes the network away.
const NO_NETWORK = /net::ERR_(FAILED|INTERNET_DISCONNECTED)/;

/** A page on which an exception, a broken content security policy or any other console error fails the test. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, run) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !NO_NETWORK.test(message.text())) wrong.push(message.text());
    });
    await run(page);
    expect(wrong).toEqual([]);
  },
});

export { expect };
