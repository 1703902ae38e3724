import { readFileSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';

export interface Account {
  tenant: string;
  username: string;
  password: string;
  role: string;
  region: string | null;
  unit: string | null;
}

const path = process.env.XUANPAI_ACCOUNTS;
if (path === undefined) throw new Error('XUANPAI_ACCOUNTS names no file');

export const ACCOUNTS = JSON.parse(readFileSync(path, 'utf8')) as Account[];
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
      query: `mutation($tenant: String!, $username: String!, $password: String!) {
        signIn(tenant: $tenant, username: $username, password: $password) { username } }`,
      variables: { tenant, username, password },
    },
  });
  expect(await answer.json()).toEqual({ data: { signIn: { username } } });
  await page.goto('/');
  await expect(page.getByRole('button', { name: /打开个人菜单/ })).toBeVisible();
}

/** How far the page can be pushed sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** A page on which an exception, a broken content security policy or any other console error fails the test. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, run) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('net::ERR_FAILED')) wrong.push(message.text());
    });
    await run(page);
    expect(wrong).toEqual([]);
  },
});

export { expect };
