import type { Page } from '@playwright/test';
import { destinationsOf } from '../src/features/home/destinations';
import type { SignedIn } from '../src/features/session/session';
import { hashes } from '../src/gql/hashes';
import { account, expect, PHONE, sideways, signIn, test } from './people';

/** One of every kind of person: what is open to each is told by the front end itself, so that no page is left out. */
const PEOPLE = [
  'province', 'city', 'county', 'secretary', 'clerk', 'village', 'unit', 'finance', 'reader', 'admin', 'security', 'auditor', '王建国',
];
const CONTROLS = 'button|link|textbox|combobox|checkbox|radio|switch|spinbutton|searchbox|tab';
/** A control in what a screen reader is told of a page that is called by its kind alone. */
const UNNAMED = new RegExp(`^\\s*- (${CONTROLS})( \\[[^\\]]*\\])*:?\\s*$`);

interface Open {
  path: string;
  title: string;
}

/** The pages that are open to whoever is signed in; one's own account is open to everybody. */
async function openTo(page: Page): Promise<Open[]> {
  const answer = await page.request.post('/graphql', {
    data: { extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Viewer } } },
  });
  const { data } = (await answer.json()) as { data: { viewer: SignedIn } };
  return [{ path: '/account', title: '我的账号' }, ...destinationsOf(data.viewer)];
}

async function unnamed(page: Page): Promise<string[]> {
  const told = await page.locator('body').ariaSnapshot();
  return told.split('\n').filter((line) => UNNAMED.test(line));
}

for (const username of PEOPLE) {
  test(`every page that is open to ${username} is called something, names its controls and fits a phone`, async ({ page }) => {
    test.slow();
    await page.setViewportSize(PHONE);
    await signIn(page, account(username));
    for (const { path, title } of await openTo(page)) {
      await test.step(`${path} ${title}`, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
        await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
        await expect(page.getByText('没有读取成功')).toHaveCount(0);
        await expect(page).toHaveTitle(`${title} · 选派`);
        await expect(page).toHaveURL(new RegExp(`${path}([/?].*)?$`));
        expect(await unnamed(page)).toEqual([]);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
      });
    }
  });
}
