import type { Page } from '@playwright/test';
import { account, expect, PHONE, sideways, signIn, test } from './people';

/** Choose from the open list of a field in the dialog. */
async function choose(page: Page, field: string, option: string, typed?: string): Promise<void> {
  const box = page.getByRole('dialog').getByLabel(field, { exact: true });
  const open = page.locator('.ant-select-dropdown:visible');
  if (typed === undefined) {
    // A list that is still unfolding can lose the click; the dialog names what has been chosen.
    await expect(async () => {
      if (!(await open.isVisible())) await box.click();
      await open.locator('.ant-select-item-option').filter({ hasText: option }).first().click({ timeout: 2000 });
      await expect(page.getByRole('dialog')).toContainText(option, { timeout: 2000 });
    }).toPass();
    return;
  }
  await box.click();
  // What was found replaces the list under the pointer; by the keyboard it cannot slip away.
  await box.fill(typed);
  await expect(open.locator('.ant-select-item-option-active').filter({ hasText: option })).toBeVisible();
  await box.press('Enter');
}

/** The page of the account of that user name, found by the search. */
async function openPerson(page: Page, username: string): Promise<void> {
  await page.getByRole('link', { name: '账号与任命' }).first().click();
  await page.getByLabel('按姓名或用户名查找').fill(username);
  await expect(page.getByText('共 1 个账号')).toBeVisible();
  await page.getByRole('region', { name: '账号' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: '账号情况' })).toContainText(username);
}

test('a county organiser makes an account with its role, and its password is told once', async ({ page }) => {
  await signIn(page, account('county'));
  await page.getByRole('link', { name: '账号与任命' }).click();
  await page.getByRole('button', { name: '新建账号' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('赵经办');
  await dialog.getByLabel('用户名').fill('made_clerk');
  await choose(page, '角色', '乡镇经办人');
  await choose(page, '管辖地', '锦州市黑山县芳山镇', '芳山');

  const sent: string[] = [];
  page.on('request', (request) => {
    const told = request.postData() ?? '';
    if (told.includes('"CreateAccount"')) {
      sent.push((JSON.parse(told) as { variables: { input: { idempotencyKey: string } } }).variables.input.idempotencyKey);
    }
  });
  let lost = 0;
  await page.route('**/graphql', async (route) => {
    if (lost === 0 && (route.request().postData() ?? '').includes('"CreateAccount"')) {
      lost += 1;
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('连接不上服务器');
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await expect(dialog.getByLabel('初始密码')).toHaveValue(/.{12,}/);
  expect(sent).toHaveLength(2);
  expect(sent[0]).toBe(sent[1]);

  await dialog.getByRole('button', { name: '我已转告或记下' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('赵经办');
  const present = page.getByRole('region', { name: '现任角色' });
  await expect(present).toContainText('乡镇经办人');
  await expect(present).toContainText('锦州市黑山县芳山镇');

  await present.getByRole('button', { name: '结束任命' }).click();
  await dialog.getByRole('button', { name: '结束任命' }).click();
  await expect(dialog.getByText('请写结束的理由。')).toBeVisible();
  await dialog.getByLabel('结束的理由').fill('任命错了。');
  await dialog.getByRole('button', { name: '结束任命' }).click();
  await expect(page.getByRole('region', { name: '以往任命' })).toContainText('任命错了。');
  await expect(present).toContainText('没有现任角色');
});

test('an administrator is made by two persons: one proposes, the other agrees', async ({ page, browser }) => {
  await signIn(page, account('security'));
  await openPerson(page, 'spare_admin');
  await page.getByRole('button', { name: '提请授予管理员' }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, '角色', '租户系统管理员');
  await dialog.getByLabel('理由').fill('原系统管理员轮岗。');
  await dialog.getByRole('button', { name: '提请审批' }).click();
  await page.getByRole('button', { name: '查看这项提请' }).click();
  const own = page.getByRole('region', { name: '我提出的' });
  await expect(own).toContainText('原系统管理员轮岗。');
  await expect(own.getByRole('button', { name: '同意' })).toHaveCount(0);
  const mine = own.getByRole('listitem').filter({ hasText: '原系统管理员轮岗。' });
  await expect(mine.getByRole('button', { name: '撤回' }).first()).toBeVisible();

  const other = await browser.newPage({ baseURL: new URL(page.url()).origin });
  await signIn(other, account('admin'));
  await expect(other.getByRole('navigation', { name: '页面' })).toContainText('待我审批');
  await other.getByRole('link', { name: /^待我审批/ }).first().click();
  const item = other.getByRole('listitem').filter({ hasText: '原系统管理员轮岗。' });
  await expect(item).toContainText('授予管理员角色');
  await item.getByRole('button', { name: '驳回' }).click();
  await other.getByRole('dialog').getByRole('button', { name: '驳回' }).click();
  await expect(other.getByText('请写明驳回的意见。')).toBeVisible();
  await other.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  await item.getByRole('button', { name: '同意' }).click();
  await other.getByRole('dialog').getByRole('button', { name: '同意并执行' }).click();
  await expect(other.getByText('已同意，已执行。')).toBeVisible();
  await expect(item).toHaveCount(0);
  await other.close();

  await openPerson(page, 'spare_admin');
  await expect(page.getByRole('region', { name: '现任角色' })).toContainText('租户系统管理员');
});

test('the security administrator composes a change of the policy, proposes it and takes it back', async ({ page }) => {
  await signIn(page, account('security'));
  await page.getByRole('link', { name: '权限策略' }).first().click();
  const cell = page.getByRole('button', { name: /^只读查阅，查看工作日志：/ });
  await cell.click();
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: '写理由并提请' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('查看工作日志');
  await dialog.getByLabel('变更的理由').fill('查阅人员不需要日志。');
  await dialog.getByRole('button', { name: '提请审批' }).click();
  await page.getByRole('button', { name: '查看这项提请' }).click();
  const item = page.getByRole('listitem').filter({ hasText: '查阅人员不需要日志。' });
  await item.getByRole('button', { name: '撤回' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(item).toHaveCount(0);
  await page.getByText('全部', { exact: true }).click();
  await expect(item).toContainText('已撤回');
});

test('the audit administrator finds what was done, and by whom', async ({ page }) => {
  await signIn(page, account('auditor'));
  await page.getByRole('link', { name: '审计' }).first().click();
  const trail = page.getByRole('region', { name: '审计记录' });
  const choice = trail.getByLabel('按动作筛选');
  await choice.click();
  await choice.fill('启用插件');
  await page.locator('.ant-select-dropdown:visible').getByText('启用插件', { exact: true }).first().click();
  const row = trail.getByRole('row', { name: /启用插件/ });
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: '展开行' }).click();
  await expect(trail.getByText('plugin:activate')).toBeVisible();
  await expect(trail.getByText('指纹')).toBeVisible();
  await row.getByTitle('只看这个人的记录').click();
  await expect(trail.getByText(/^只看/)).toBeVisible();
  await expect(row).toHaveCount(1);
});

test('a county hands a power down to a township and takes it back', async ({ page }) => {
  await signIn(page, account('other_county'));
  await page.getByRole('link', { name: '委托' }).first().click();
  await page.getByRole('button', { name: '新的委托' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('受托地').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '镇' }).first().click();
  await choose(page, '委托的事项', '登记考勤');
  await dialog.getByLabel('委托的理由').fill('日常登记交给乡镇。');
  await dialog.getByRole('button', { name: '委托', exact: true }).click();
  const line = page.getByRole('listitem').filter({ hasText: '日常登记交给乡镇。' });
  await expect(line).toContainText('有效');
  await line.getByRole('button', { name: '撤销' }).click();
  await dialog.getByLabel('撤销的理由').fill('由县里登记。');
  await dialog.getByRole('button', { name: '撤销委托' }).click();
  await expect(line).toHaveCount(0);
});

test('the pages of administration are open to those who may, and fit a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  const open: Record<string, string[]> = {
    security: ['/people', '/approvals', '/policy'],
    admin: ['/people', '/approvals'],
    auditor: ['/audit'],
    county: ['/people', '/approvals', '/delegations'],
    reader: [],
  };
  for (const [username, paths] of Object.entries(open)) {
    await signIn(page, account(username));
    for (const path of ['/people', '/approvals', '/delegations', '/policy', '/audit']) {
      await page.goto(path);
      await expect(page.getByRole('button', { name: /打开个人菜单/ })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
      await expect(page.getByText('没有读取成功')).toHaveCount(0);
      expect(new URL(page.url()).pathname, `${username} ${path}`).toBe(paths.includes(path) ? path : '/');
      expect(await sideways(page), `${username} ${path}`).toBeLessThanOrEqual(0);
    }
  }
});
