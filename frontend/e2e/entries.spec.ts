import type { BrowserContext, Page } from '@playwright/test';
import { hashes } from '../src/gql/hashes';
import { account, enter, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
test.use({ viewport: PHONE, serviceWorkers: 'allow' });

/** How often entries were sent to the service from any tab. */
function submissions(context: BrowserContext): { count: number } {
  const seen = { count: 0 };
  context.on('request', (request) => {
    if ((request.postData() ?? '').includes(hashes.SubmitEntries ?? '-')) seen.count += 1;
  });
  return seen;
}

/** Wait until the phone keeps the pages and what they last showed. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText('今天还没签到')).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

async function checkIn(page: Page): Promise<void> {
  await page.getByLabel('拍现场照片').setInputFiles(PHOTO);
  await page.getByRole('button', { name: '签到', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
}

test('a check-in made without network arrives once, with its photo, from whichever tab', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 41.8, longitude: 123.4, accuracy: 9 });
  const sent = submissions(context);
  await signIn(page, account('孙敏'));
  await settled(page);

  await context.setOffline(true);
  await page.getByRole('button', { name: '附上位置' }).click();
  await expect(page.getByText('已附位置，精度约 9 米')).toBeVisible();
  await checkIn(page);
  await expect(page.getByText('已记下，待发出')).toBeVisible();

  await page.reload();
  await expect(page.getByText(/没有网络，以下是今天 \d\d:\d\d 的内容/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('孙敏');
  await expect(page.getByText('已记下，待发出')).toBeVisible();
  const outbox = page.getByRole('region', { name: '手机上还有 1 条没发完' });
  await expect(outbox.getByRole('listitem')).toContainText('已附位置，精度约 9 米');
  await expect(outbox.getByRole('listitem')).toContainText('有网络后自动发出');
  await expect(outbox.getByRole('img', { name: '签到照片' })).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  const second = await context.newPage();
  await second.goto('/me');
  await expect(second.getByText('已记下，待发出')).toBeVisible();
  const tried = sent.count;

  await context.setOffline(false);
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText('已附照片')).toBeVisible();
  await expect(page.getByText('手机上还有')).toHaveCount(0);
  await expect(page.getByText(/没有网络/)).toHaveCount(0);
  await expect(second.getByText('手机上还有')).toHaveCount(0);
  expect(sent.count - tried).toBe(1);

  await page.reload();
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText(/共 \d 次/)).toHaveCount(0);
  await expect(page.getByRole('region', { name: /年\d+月$/ })).toContainText('到岗 1 天');
});

test('what one account has not sent, another on the same phone neither sees nor sends', async ({ page, context }) => {
  const sent = submissions(context);
  await signIn(page, account('周强'));
  await settled(page);
  await context.setOffline(true);
  await checkIn(page);
  await expect(page.getByText('已记下，待发出')).toBeVisible();

  await signOut(page);
  const asked = page.getByRole('dialog');
  await expect(asked).toContainText('还有 1 条签到没发完');
  await asked.getByRole('button', { name: '先不退出' }).click();
  await expect(page.getByText('已记下，待发出')).toBeVisible();
  await signOut(page);
  await page.getByRole('dialog').getByRole('button', { name: '仍要退出' }).click();
  await expect(page.getByLabel('用户名')).toBeVisible();

  await context.setOffline(false);
  const before = sent.count;
  await enter(page, account('吴磊'), account('吴磊').password);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('吴磊');
  await expect(page.getByText('今天还没签到')).toBeVisible();
  await expect(page.getByText('手机上还有')).toHaveCount(0);
  expect(sent.count).toBe(before);
  await signOut(page);
  await expect(page.getByLabel('用户名')).toBeVisible();

  await enter(page, account('周强'), account('周强').password);
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText('已附照片')).toBeVisible();
  expect(sent.count - before).toBe(1);
});
