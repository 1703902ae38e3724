import { account, codeOf, enter, expect, openRow, PHONE, sideways, signIn, test } from './people';

test('a second factor is tied to a phone, asked for at sign-in, and again after a new password', async ({ page }) => {
  test.setTimeout(120_000);
  const guarded = account('guarded');
  await signIn(page, guarded);
  await page.goto('/account');
  await page.getByRole('button', { name: '绑定', exact: true }).click();
  await page.getByLabel('请再输入一次密码').fill('Wrong-9999');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('alert')).toContainText('密码不正确');
  await page.getByLabel('请再输入一次密码').fill(guarded.password);
  await page.getByRole('button', { name: '下一步' }).click();

  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
  const code = page.getByLabel('动态口令', { exact: true });
  await expect(page.getByRole('img', { name: '密钥的二维码' })).toBeVisible();
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  // Each code counts once: the last one, the present one and the next one are three.
  const second = (Date.now() / 1000) % 30;
  if (second > 20) await page.waitForTimeout((30 - second) * 1000);
  await code.fill(codeOf(secret, -1));
  await page.getByRole('button', { name: '完成绑定' }).click();
  await expect(page.getByText('已绑定')).toBeVisible();
  await expect(page.getByText('现在这一处')).toBeVisible();
  await expect(page.getByText('还没有访问令牌')).toBeVisible();

  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await enter(page, guarded, guarded.password);
  await expect(code).toBeFocused();
  await expect(page.getByLabel('用户名')).toHaveValue(guarded.username);
  await code.fill(codeOf(secret, -1));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('动态口令不正确或已经用过');
  await expect(code).toHaveValue('');
  await expect(code).toBeFocused();
  await code.fill(codeOf(secret));
  await page.getByRole('button', { name: '登录', exact: true }).click();

  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  await page.getByRole('menuitem', { name: '修改密码' }).click();
  await page.getByLabel('原密码').fill(guarded.password);
  await page.getByLabel('新密码', { exact: true }).fill('Changed-5678');
  await page.getByLabel('再输一遍新密码').fill('Changed-5678');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('heading', { name: '密码已修改' })).toBeVisible();
  await expect(code).toBeFocused();
  await code.fill(codeOf(secret, 1));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('button', { name: /打开个人菜单/ })).toBeVisible();
});

test('a person sees where they are signed in, and ends what is not theirs', async ({ page, browser, baseURL }) => {
  const roamer = account('roamer');
  await signIn(page, roamer);
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '', userAgent: 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' });
  const other = await elsewhere.newPage();
  await signIn(other, roamer);

  await page.goto('/account');
  const sessions = page.getByRole('region', { name: '登录的设备' });
  await expect(sessions.getByRole('listitem').filter({ hasText: '微信 · 苹果手机' })).toContainText('用密码');
  await expect(sessions.getByText('现在这一处')).toHaveCount(1);
  await sessions.getByRole('button', { name: /登录的微信 · 苹果手机退出/ }).click();
  await expect(sessions.getByText('微信 · 苹果手机')).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole('heading', { name: '登录' })).toBeVisible();

  await signIn(other, roamer);
  await page.reload();
  await sessions.getByRole('button', { name: '其他全部退出' }).click();
  await page.getByRole('button', { name: '全部退出', exact: true }).click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await other.reload();
  await expect(other.getByRole('heading', { name: '登录' })).toBeVisible();
  await elsewhere.close();
});

test('a program gets a token after its owner has proved who they are, and loses it at once', async ({
  page,
  playwright,
  baseURL,
}) => {
  const maker = account('maker');
  await signIn(page, maker);
  await page.goto('/account');
  await page.getByRole('button', { name: '新建令牌' }).click();
  await page.getByLabel('名称').fill('市平台每日取数');
  await expect(page.getByLabel('月表签字')).toHaveCount(0);
  await page.getByLabel('查看任职').check();
  await page.getByRole('button', { name: '新建', exact: true }).click();

  const dialog = page.getByRole('dialog', { name: '请验证身份' });
  await dialog.getByLabel('密码', { exact: true }).fill('Wrong-9999');
  await dialog.getByRole('button', { name: '验证', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('密码不正确');
  await dialog.getByLabel('密码', { exact: true }).fill(maker.password);
  await dialog.getByRole('button', { name: '验证', exact: true }).click();

  const token = await page.getByRole('textbox', { name: '访问令牌' }).inputValue();
  const program = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const question = { data: { query: '{ postings(first: 1) { nodes { placeName } } }' } };
  expect(await (await program.post('/graphql', question)).json()).toMatchObject({
    data: { postings: { nodes: [{ placeName: expect.stringContaining('黑山县') as unknown }] } },
  });

  await page.getByRole('button', { name: '我已保存好' }).click();
  await expect(page.getByText('还没有用过')).toBeVisible();
  await page.getByRole('button', { name: '吊销“市平台每日取数”' }).click();
  await page.getByRole('button', { name: '吊销', exact: true }).click();
  await expect(page.getByText('已吊销')).toBeVisible();
  expect(await (await program.post('/graphql', question)).json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
  await program.dispose();
});

test('whole numbers are shown for a reason, after a proof, for a minute', async ({ page }) => {
  const watcher = account('watcher');
  await page.clock.install();
  await signIn(page, watcher);
  await openRow(page, '王建国');
  const person = page.getByRole('group', { name: '王建国的个人信息' });
  await expect(person).toContainText('138****2345');
  await person.getByRole('button', { name: '查看完整信息' }).click();
  await page.getByLabel('手机号').check();
  await page.getByLabel('原因').fill('投保');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(page.getByText('请写明原因，至少 5 个字。')).toBeVisible();
  await page.getByLabel('原因').fill('办理意外险投保');
  await page.getByRole('button', { name: '查看', exact: true }).click();

  const dialog = page.getByRole('dialog', { name: '请验证身份' });
  await expect(person).not.toContainText('13841612345');
  await dialog.getByRole('button', { name: '关闭' }).click();
  await expect(page.getByRole('alert')).toContainText('没有验证身份，这次没有办理。');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await dialog.getByLabel('密码', { exact: true }).fill(watcher.password);
  await dialog.getByRole('button', { name: '验证', exact: true }).click();
  await expect(person).toContainText('13841612345');
  await expect(person).toContainText('210700198001010000');
  await page.clock.fastForward(61_000);
  await expect(person).not.toContainText('13841612345');
  await expect(person).toContainText('138****2345');
});

test('whoever may not see whole numbers sees the masked ones alone', async ({ page }) => {
  await signIn(page, account('clerk'));
  await openRow(page, '王建国');
  await expect(page.getByRole('group', { name: '王建国的个人信息' })).toContainText('210***********0000');
  await expect(page.getByRole('button', { name: '查看完整信息' })).toHaveCount(0);
});

test('the finance office, which reads no attendance, still finds the person', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('finance'));
  await page.getByRole('button', { name: '王建国的个人信息' }).click();
  await expect(page.getByRole('group', { name: '王建国的个人信息' })).toContainText('138****2345');
  await expect(page.getByRole('button', { name: '查看完整信息' })).toBeVisible();
});

test('the menu of the person stays at the bar while the page scrolls under it', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 600 });
  await signIn(page, account('security'));
  await page.goto('/account');
  await expect(page.getByText('现在这一处')).toBeVisible();
  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  const item = page.getByRole('menuitem', { name: '退出登录' });
  await expect(item).toBeVisible();
  // At once, not when the page has put it right: a press between the two would miss the item.
  const seen = await item.evaluate((shown) => {
    const before = shown.getBoundingClientRect().top;
    window.scrollTo(0, 100);
    return { scrolled: window.scrollY, moved: shown.getBoundingClientRect().top - before };
  });
  expect(seen).toEqual({ scrolled: 100, moved: 0 });
});

test('one’s own account fits a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('security'));
  await page.getByRole('button', { name: /打开个人菜单/ }).click();
  await page.getByRole('menuitem', { name: '我的账号' }).click();
  await expect(page.getByRole('region', { name: '我的角色' })).toContainText('租户安全管理员');
  await expect(page.getByRole('region', { name: '登录的设备' })).toContainText('现在这一处');
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: '新建令牌' }).click();
  await expect(page.getByLabel('查看权限策略')).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});
