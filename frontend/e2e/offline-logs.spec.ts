import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { hashes } from '../src/gql/hashes';
import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
test.use({ viewport: PHONE, serviceWorkers: 'allow' });

/** How often the document was sent to the service from any tab. */
function asked(context: BrowserContext, hash: string | undefined): { count: number } {
  const seen = { count: 0 };
  context.on('request', (request) => {
    if ((request.postData() ?? '').includes(hash ?? '-')) seen.count += 1;
  });
  return seen;
}

/** Wait until the phone keeps the pages and what they last showed. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByText('今天还没签到')).toBeVisible();
  await expect(page.getByRole('button', { name: '每日一记' })).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

function logOf(page: Page) {
  return page.getByRole('region', { name: '今天的工作日志' });
}

test('a log begun and finished without network outlives the page, and arrives once with its photo', async ({ page, context }) => {
  const writes = asked(context, hashes.WriteLog);
  await signIn(page, account('邵军'));
  await settled(page);

  await context.setOffline(true);
  await logOf(page).getByLabel('工作内容').fill('上午入户走访两户，');
  await expect(logOf(page).getByText(/没写完的存在手机上/)).toBeVisible();
  await page.close();

  const next = await context.newPage();
  await next.goto('/me');
  const log = logOf(next);
  const content = log.getByLabel('工作内容');
  await expect(content).toHaveValue('上午入户走访两户，');
  await expect(log.getByText(/模板、待办和当天的事截至 今天 \d\d:\d\d/)).toBeVisible();
  await expect(log.getByRole('button', { name: '每日一记' })).toBeVisible();
  await content.fill('上午入户走访两户，帮周大爷换了燃气表。');
  await log.getByRole('button', { name: '填上走访 2 户' }).click();
  await log.getByLabel('地点', { exact: true }).fill('三组');
  await log.getByLabel('加照片').setInputFiles(PHOTO);
  const items = log.getByRole('region', { name: '待办' });
  await items.getByRole('button', { name: '办结' }).click();
  await items.getByLabel('怎么办的：替周大爷换燃气表').fill('已换新表，试过不漏。');
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByRole('status')).toContainText('已记在手机上，有网络后自动发出。');

  await next.getByRole('button', { name: /打开个人菜单/ }).click();
  await next.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(next.getByRole('dialog')).toContainText('还有 1 篇日志没发完');
  await next.getByRole('dialog').getByRole('button', { name: '先不退出' }).click();
  await next.reload();
  await expect(log.getByText('已记下，待发出')).toBeVisible();
  await expect(content).toHaveValue('上午入户走访两户，帮周大爷换了燃气表。');
  await expect(log.getByRole('img', { name: /已选照片/ })).toBeVisible();
  const outbox = next.getByRole('region', { name: '手机上还有 1 条没发完' });
  await expect(outbox.getByRole('listitem')).toContainText('帮周大爷换了燃气表');
  await expect(outbox.getByRole('listitem')).toContainText('有网络后自动发出，发出前都可以改');
  expect(await sideways(next)).toBeLessThanOrEqual(0);

  // Taken back it does not go, and is not lost; finished again it waits again.
  await outbox.getByRole('button', { name: '撤回，先不发' }).click();
  await expect(log.getByText(/没写完的存在手机上/)).toBeVisible();
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByText('已记下，待发出')).toBeVisible();
  const second = await context.newPage();
  await second.goto('/me');
  await expect(second.getByText('已记下，待发出')).toBeVisible();
  expect(writes.count).toBe(0);

  await context.setOffline(false);
  await expect(log.getByText('已写', { exact: true })).toBeVisible();
  await expect(next.getByText('手机上还有')).toHaveCount(0);
  await expect(second.getByText('手机上还有')).toHaveCount(0);
  expect(writes.count).toBe(1);

  await next.reload();
  await expect(content).toHaveValue('上午入户走访两户，帮周大爷换了燃气表。');
  await expect(log.getByRole('button', { name: '去掉 现场.jpg' })).toBeVisible();
  await expect(items.getByLabel('怎么办的：替周大爷换燃气表')).toHaveValue('已换新表，试过不漏。');
  const month = next.getByRole('region', { name: /年\d+月$/ });
  await month.getByRole('button', { name: new RegExp(`月${Number(TODAY.slice(8))}日，无记录，有日志`) }).click();
  const download = next.waitForEvent('download');
  await month.getByRole('button', { name: /^下载/ }).click();
  expect(readFileSync(await (await download).path()).subarray(0, 2).toString('hex')).toBe('ffd8');
});

test('a log that was refused stays with the words of the service, and goes when it was mended', async ({ page, context }) => {
  await signIn(page, account('范青'));
  await settled(page);
  await context.setOffline(true);
  const log = logOf(page);
  await log.getByLabel('工作内容').fill('手机上写的：下午查看水毁路段。');
  await log.getByLabel('地点', { exact: true }).fill('二组');
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByText('已记下，待发出')).toBeVisible();

  const input = { idempotencyKey: `elsewhere-${Date.now()}`, day: TODAY, content: '电脑上写的：上午开会。', place: '村部' };
  const extensions = { persistedQuery: { version: 1, sha256Hash: hashes.WriteLog } };
  const answer = await page.request.post('/graphql', { data: { extensions, variables: { input } } });
  expect(await answer.json()).toMatchObject({ data: { writeLog: { content: '电脑上写的：上午开会。' } } });
  await context.setOffline(false);

  await expect(log.getByRole('alert')).toContainText('没有收下：这一天的日志已在别处写过或改过');
  await expect(log.getByText('没有收下', { exact: true })).toBeVisible();
  const outbox = page.getByRole('region', { name: '没有收下的' });
  await expect(outbox.getByRole('listitem')).toContainText('手机上写的：下午查看水毁路段。');
  const other = log.getByRole('region', { name: '别处写的同一天日志' });
  await expect(other).toContainText('电脑上写的：上午开会。');
  await page.reload();
  await expect(log.getByLabel('工作内容')).toHaveValue('手机上写的：下午查看水毁路段。');
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await outbox.getByRole('button', { name: '改一改再发' }).click();
  await other.getByRole('button', { name: '把那一篇并进来' }).click();
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByRole('status')).toContainText('日志已保存');
  await expect(outbox).toHaveCount(0);
  await page.reload();
  await expect(log.getByLabel('工作内容')).toHaveValue('手机上写的：下午查看水毁路段。\n电脑上写的：上午开会。');
  await expect(other).toHaveCount(0);
});

test('a large photo goes on where its line broke, also after the page was closed', async ({ page, context }) => {
  const parts: string[] = [];
  context.on('request', (request) => {
    const [part] = /partNumber=\d/.exec(request.url()) ?? [];
    if (part !== undefined && request.method() === 'PUT') parts.push(part);
  });
  await signIn(page, account('戴明'));
  await settled(page);
  await context.route(/partNumber=2/, (route) => route.abort());
  await page.getByLabel('拍现场照片').setInputFiles({ name: '全景.jpg', mimeType: 'image/jpeg', buffer: larger(readFileSync(PHOTO)) });
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText(/签到已收下，照片正在传，已传 5\.0 \/ 6\.\d MB/)).toBeVisible();
  await page.close();

  const next = await context.newPage();
  await context.unroute(/partNumber=2/);
  await next.goto('/me');
  await expect(next.getByText('已附照片')).toBeVisible();
  await expect(next.getByText('手机上还有')).toHaveCount(0);
  // However often the second part was tried, the first one went out once.
  expect(parts.filter((part) => part === 'partNumber=1')).toHaveLength(1);
  expect(parts).toContain('partNumber=2');
});

/** The same picture with a hundred comments of the longest kind: more than one part of a file. */
function larger(picture: Buffer): Buffer {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(65_533, 0x20)]);
  return Buffer.concat([picture.subarray(0, 2), ...Array.from({ length: 100 }, () => comment), picture.subarray(2)]);
}
