import { readFileSync } from 'node:fs';
import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
test.use({ viewport: PHONE });

test('a cadre checks in with a photo once, though the answer was lost on the way', async ({ page, context }) => {
  await context.grantPermissions([]);
  await signIn(page, account('王建国'));
  await expect(page.getByText('今天还没签到')).toBeVisible();
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('请先拍一张现场照片。');

  await page.getByLabel('拍现场照片').setInputFiles(PHOTO);
  await page.getByRole('button', { name: '附上位置' }).click();
  await expect(page.getByText('没有得到定位许可')).toBeVisible();

  const seen = { lost: 0, sent: 0 };
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postData() ?? '';
    if (asked.includes('"SubmitEntries"')) seen.sent += 1;
    if (seen.lost === 0 && asked.includes('"SubmitEntries"')) {
      seen.lost += 1;
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByText('手机上还有 1 条没发完')).toBeVisible();
  await page.getByRole('button', { name: '现在发送' }).click();
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText('已附照片')).toBeVisible();
  await expect(page.getByText(/共 \d 次/)).toHaveCount(0);
  expect(seen).toEqual({ lost: 1, sent: 2 });
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('a position is added when the person allows it', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 41.7, longitude: 121.9, accuracy: 12 });
  await signIn(page, account('刘洋'));
  await page.getByLabel('拍现场照片').setInputFiles(PHOTO);
  await page.getByRole('button', { name: '附上位置' }).click();
  await expect(page.getByText('已附位置，精度约 12 米')).toBeVisible();
  const sent = page.waitForRequest((request) => (request.postData() ?? '').includes('"SubmitEntries"'));
  await page.getByRole('button', { name: '签到', exact: true }).click();
  const { variables } = (await sent).postDataJSON() as { variables: { entries: object[] } };
  expect(variables.entries).toMatchObject([{ latitude: 41.7, longitude: 121.9, accuracyM: 12, datum: 'WGS84' }]);
  await expect(page.getByText('今天已签到')).toBeVisible();
});

test('a file that is no photo is refused in words that say what to do, and the check-in stands', async ({ page }) => {
  await signIn(page, account('何丽'));
  const html = { name: '现场.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html><script>alert(1)</script></html>') };
  await page.getByLabel('拍现场照片').setInputFiles(html);
  await page.getByRole('button', { name: '签到', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('签到已收下，照片没有收下：这个文件不是照片');
  await expect(page.getByText('今天已签到')).toBeVisible();
  await expect(page.getByText('已附照片')).toHaveCount(0);
  await page.getByRole('button', { name: '知道了' }).click();
  await expect(page.getByText('没有收下')).toHaveCount(0);
});

test('a log with its photo is written, and read again on its day', async ({ page }) => {
  await signIn(page, account('李秀英'));
  await page.getByLabel('工作内容').fill('上午入户走访三户，了解过冬取暖。');
  await page.getByLabel('走访户数').fill('3');
  await expect(page.getByText('请附照片佐证')).toBeVisible();
  await page.getByLabel('加照片').setInputFiles(PHOTO);
  await expect(page.getByText('请附照片佐证')).toHaveCount(0);
  await page.getByRole('button', { name: '保存日志' }).click();
  await expect(page.getByText('日志已保存')).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('工作内容')).toHaveValue('上午入户走访三户，了解过冬取暖。');
  const today = Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', day: 'numeric' }).format(new Date()));
  const month = page.getByRole('region', { name: /年\d+月$/ });
  await month.getByRole('button', { name: new RegExp(`月${today}日，无记录，有日志`) }).click();
  await expect(month.getByText('上午入户走访三户')).toBeVisible();
  await expect(month.getByText('3 户')).toBeVisible();

  const download = page.waitForEvent('download');
  await month.getByRole('button', { name: /^下载/ }).click();
  expect(readFileSync(await (await download).path()).subarray(0, 2).toString('hex')).toBe('ffd8');
});
