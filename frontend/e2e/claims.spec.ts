import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';

test('a township secretary weighs a claim beside the facts of the day, and sends another one back', async ({ page }) => {
  await signIn(page, account('claims_secretary'));
  await page.goto('/claims');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('补签与冲突');
  const waiting = page.getByRole('region', { name: '待我审批的补签' });
  await expect(waiting.getByRole('button', { name: /^赵敏/ })).toContainText('当天申请，当月申请 1 次');

  const zhao = waiting.getByRole('listitem').filter({ hasText: '赵敏' }).first();
  const head = waiting.getByRole('button', { name: /^赵敏/ });
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  await expect(zhao.getByRole('blockquote')).toContainText('上山护林，手机没有信号。');
  await expect(zhao.getByRole('blockquote')).toContainText('当天在：三组');
  await expect(zhao.getByRole('img', { name: '护林点.jpg' })).toBeVisible();
  await expect(zhao.getByText('没有签到')).toBeVisible();
  await expect(zhao.getByText('申请补签 1 次：待审批 1 次')).toBeVisible();
  await zhao.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '同意，登记为到岗' }).click();
  await expect(waiting.getByRole('button', { name: /^赵敏/ })).toHaveCount(0);

  const other = waiting.getByRole('button', { name: /^郑洁/ });
  if ((await other.getAttribute('aria-expanded')) === 'false') await other.click();
  await waiting.getByRole('button', { name: '不同意', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '不同意', exact: true }).click();
  await expect(dialog.getByText('请写不同意的理由。')).toBeVisible();
  await dialog.getByLabel('不同意的理由').fill('当天村部没有见到人。');
  await dialog.getByRole('button', { name: '不同意', exact: true }).click();
  await expect(waiting.getByRole('button', { name: /^郑洁/ })).toHaveCount(0);

  await page.getByText('补签申请', { exact: true }).click();
  const all = page.getByRole('region', { name: '补签申请' });
  await expect(all.getByRole('button', { name: /^赵敏.*已同意/ })).toBeVisible();
  await all.getByRole('button', { name: /^郑洁.*未同意/ }).click();
  await expect(all.getByText('当天村部没有见到人。')).toBeVisible();
  await expect(all.getByText(/claims_secretary，/)).toBeVisible();
});

test('a conflict shows both sides and is decided with a reason', async ({ page }) => {
  await signIn(page, account('claims_secretary'));
  await page.goto('/claims');
  const waiting = page.getByRole('region', { name: '待我裁定的冲突' });
  const zhou = waiting.getByRole('button', { name: /^周丽/ });
  await expect(zhou).toContainText('“到岗”与“请假”对不上');
  if ((await zhou.getAttribute('aria-expanded')) === 'false') await zhou.click();
  const item = waiting.getByRole('listitem').filter({ hasText: '周丽' }).first();
  await expect(item.getByRole('region', { name: '先记的' })).toContainText('人在岗');
  await expect(item.getByRole('region', { name: '先记的' })).toContainText(/本人当天 \d\d:\d\d 签到/);
  const later = item.getByRole('region', { name: '后来的' });
  await expect(later).toContainText('陪老人看病');
  await expect(later).toContainText(/claims_secretary .* 批准/);
  await expect(item.getByRole('list', { name: '怎样裁定' })).toContainText('这一天计请假。签到仍保留备查，但不计到岗。');
  await item.getByRole('button', { name: '裁定“在请假”' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '裁定', exact: true }).click();
  await expect(dialog.getByText('请写裁定的理由。')).toBeVisible();
  await dialog.getByLabel('裁定的理由').fill('上午签到后离村陪护，本人说明属实。');
  await dialog.getByRole('button', { name: '裁定', exact: true }).click();
  await expect(waiting.getByRole('button', { name: /^周丽/ })).toHaveCount(0);

  await page.getByText('考勤冲突', { exact: true }).click();
  const all = page.getByRole('region', { name: '考勤冲突' });
  await all.getByRole('button', { name: /^周丽.*按请假外出计/ }).click();
  await expect(all.getByText('上午签到后离村陪护，本人说明属实。')).toBeVisible();
  await expect(all.getByRole('region', { name: '后来的' })).toContainText('裁定采信');
});

test('a cadre claims half a day on the phone, takes it back, and sees both sides of a conflict', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('吴刚'));
  await page.goto('/claims');
  const conflicts = page.getByRole('region', { name: '考勤对不上的日子' });
  await conflicts.getByRole('button', { name: /“缺勤”与“到岗”对不上/ }).click();
  await expect(conflicts.getByRole('region', { name: '先记的' })).toContainText('由村或乡镇登记');
  await expect(conflicts.getByRole('region', { name: '后来的' })).toContainText(/签到/);
  await expect(conflicts.getByRole('button', { name: /^裁定/ })).toHaveCount(0);

  const claims = page.getByRole('region', { name: '我的补签申请' });
  await expect(claims.getByText('还没有申请过补签')).toBeVisible();
  await claims.getByRole('button', { name: '申请补签' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await expect(dialog.getByText('请写明原因。')).toBeVisible();
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  await dialog.getByLabel('哪一天').click();
  // The calendar is still sliding open, or over the edge of a small screen, when a robot would click.
  await page.locator(`td[title="${day}"]`).dispatchEvent('click');
  await expect(dialog.getByLabel('哪一天')).toHaveValue(day);
  await dialog.getByText('下午', { exact: true }).click();
  await dialog.getByLabel('当天做了什么，为什么没有签到').fill('下午在组里调解，没有信号。');
  await dialog.getByLabel('当天在哪里（可不填）').fill('二组');
  await dialog.getByLabel('加照片').setInputFiles(PHOTO);
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText('已提交，等待审批。')).toBeVisible();

  const claim = claims.getByRole('button', { name: /下午.*待审批/ });
  await claim.click();
  await expect(claims.getByRole('blockquote')).toHaveText('下午在组里调解，没有信号。');
  await expect(claims.getByText('二组', { exact: true })).toBeVisible();
  await expect(claims.getByRole('list', { name: '佐证' }).getByRole('img')).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await claims.getByRole('button', { name: '撤回' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(claims.getByRole('button', { name: /下午.*已撤回/ })).toBeVisible();
});

test('the next county sees nothing of it', async ({ page }) => {
  await signIn(page, account('other_county'));
  for (const view of ['waiting', 'claims', 'conflicts']) {
    await page.goto(`/claims?view=${view}&place=210726`);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功')).toHaveCount(0);
    await expect(page.getByText(/赵敏|郑洁|周丽|吴刚/)).toHaveCount(0);
  }
});

test('a township clerk draws fences of both kinds, sees them to scale, and ends one with a reason', async ({ page }) => {
  await signIn(page, account('claims_clerk'));
  await page.goto('/fences');
  const villages = page.getByRole('region', { name: '各村' });
  await villages.getByRole('button', { name: /赵敏/ }).click();
  await expect(page.getByText('还没有签到范围')).toBeVisible();

  await page.getByRole('button', { name: '划定签到范围' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('村部');
  await dialog.getByLabel('中心的经纬度').fill('村部门口');
  await dialog.getByRole('button', { name: '划定', exact: true }).click();
  await expect(dialog.getByText('请填一对经纬度，如 27.1903, 119.5312。')).toBeVisible();
  await dialog.getByLabel('高德、腾讯等国内地图（GCJ-02）').check();
  await dialog.getByLabel('中心的经纬度').fill('122.1200, 41.7000');
  await dialog.getByLabel('半径（米）').fill('300');
  await expect(dialog.getByRole('img', { name: /^范围示意/ })).toBeVisible();
  await dialog.getByRole('button', { name: '划定', exact: true }).click();
  const fences = page.getByRole('list', { name: '签到范围' });
  await expect(fences.getByRole('listitem').filter({ hasText: '村部' })).toContainText('圆形，半径 300 米');
  // What a map gives lies some hundred metres beside what is kept.
  await expect(fences).toContainText(/41\.69\d+, 122\.11\d+（WGS-84）/);

  await page.getByRole('button', { name: '划定签到范围' }).click();
  await dialog.getByLabel('名称').fill('护林点');
  await dialog.getByText('多边形', { exact: true }).click();
  await dialog.getByLabel('各顶点').fill('{"type":"Polygon","coordinates":[[[122.11,41.71],[122.12,41.72],[122.13,41.71],[122.11,41.71]]]}');
  await dialog.getByLabel('3月', { exact: true }).check();
  await dialog.getByLabel('4月', { exact: true }).check();
  await dialog.getByRole('button', { name: '划定', exact: true }).click();
  await expect(fences.getByRole('listitem').filter({ hasText: '护林点' })).toContainText('多边形，3 个顶点 · 3—4月 · 用于全村');
  await expect(page.getByRole('img', { name: '范围示意：村部、护林点' })).toBeVisible();
  await expect(villages.getByRole('button', { name: /赵敏/ })).toContainText('2 个');

  await page.getByRole('button', { name: '停用护林点' }).click();
  await dialog.getByLabel('停用的理由').fill('护林点撤销。');
  await dialog.getByRole('button', { name: '停用', exact: true }).click();
  await expect(fences.getByRole('listitem').filter({ hasText: '护林点' })).toContainText('停用的理由：护林点撤销。');

  await page.setViewportSize(PHONE);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('the centre of a fence is where the phone is, and a cadre has no such page', async ({ page, context }) => {
  await page.setViewportSize(PHONE);
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 41.7012, longitude: 122.1034, accuracy: 9 });
  await signIn(page, account('claims_clerk'));
  await page.goto('/fences');
  await page.getByRole('region', { name: '各村' }).getByRole('button', { name: /周丽/ }).click();
  await page.getByRole('button', { name: '划定签到范围' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '用手机现在的位置' }).click();
  await expect(dialog.getByLabel('中心的经纬度')).toHaveValue('41.701200, 122.103400');
  await expect(dialog.getByText('已填现在的位置，精度约 9 米。')).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await signIn(page, account('周丽'));
  await page.goto('/fences');
  await expect(page).not.toHaveURL(/fences/);
});
