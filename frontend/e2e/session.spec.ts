import { account, codeOf, enter, expect, signIn, STRICT_URL, test } from './people';

test('a wrong password is refused in Chinese, and the form stays filled', async ({ page }) => {
  const county = account('county');
  await page.goto('/');
  await enter(page, county, 'Wrong-9999');
  await expect(page.getByRole('alert')).toContainText('租户、用户名或密码不正确。');
  await expect(page.getByLabel('用户名')).toHaveValue(county.username);
});

test('the other ways in are those of the chosen province', async ({ page }) => {
  await page.goto('/');
  const doors = page.getByRole('region', { name: '其他登录方式' });
  await page.getByLabel('省份').fill(account('county').tenant);
  await expect(doors.getByRole('link', { name: '辽宁省统一身份认证' })).toHaveAttribute('href', /^\/sign-in\/oidc\//);
  await page.getByLabel('省份').fill('22');
  await expect(doors).toHaveCount(0);
});

test('where a second factor is asked of everybody, it comes after the first password', async ({ page }) => {
  const novice = account('novice');
  await page.goto(STRICT_URL);
  await enter(page, novice, novice.password);
  await page.getByLabel('初始密码').fill(novice.password);
  await page.getByLabel('新密码', { exact: true }).fill('Changed-5678');
  await page.getByLabel('再输一遍新密码').fill('Changed-5678');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('heading', { name: '绑定动态口令' })).toBeVisible();
  await page.goto(`${STRICT_URL}/account`);
  await expect(page.getByRole('heading', { name: '绑定动态口令' })).toBeVisible();

  await page.getByLabel('请再输入一次密码').fill('Changed-5678');
  await page.getByRole('button', { name: '下一步' }).click();
  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
  const code = page.getByLabel('动态口令', { exact: true });
  await code.fill('12345');
  await page.getByRole('button', { name: '完成绑定' }).click();
  await expect(page.getByText('动态口令是 6 位数字。')).toBeVisible();
  await code.fill(codeOf(secret));
  await page.getByRole('button', { name: '完成绑定' }).click();
  await expect(page.getByRole('heading', { name: '我的账号' })).toBeVisible();
  await expect(page.getByRole('region', { name: '登录方式' })).toContainText('已绑定');
});

test('a first password has to be changed before anything else is open', async ({ page }) => {
  const newcomer = account('newcomer');
  await page.goto('/');
  await enter(page, newcomer, newcomer.password);
  await expect(page.getByRole('heading', { name: '请先设置新密码' })).toBeVisible();
  await page.goto('/?month=2026-01');
  await expect(page.getByRole('heading', { name: '请先设置新密码' })).toBeVisible();

  await page.getByLabel('初始密码').fill(newcomer.password);
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByLabel('再输一遍新密码').fill('short');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '新密码应为' })).toBeVisible();

  await page.getByLabel('新密码', { exact: true }).fill('Changed-5678');
  await page.getByLabel('再输一遍新密码').fill('Changed-5678');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('锦州市黑山县');
});

test('whoever signs out, or whose session is over, sees nothing more', async ({ page, context }) => {
  const county = account('county');
  await signIn(page, county);
  await page.goto('/?view=month');
  await expect(page.getByRole('row', { name: /王建国/ })).toBeVisible();
  await context.clearCookies();
  await page.getByRole('button', { name: /^上一个月/ }).click();
  await expect(page.getByText('登录已失效')).toBeVisible();

  await enter(page, county, county.password);
  await expect(page.getByRole('row', { name: /王建国/ })).toBeVisible();
  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  // What is left only says that somebody of this device has proved to be somebody before.
  expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(['xuanpai_device']);
});
