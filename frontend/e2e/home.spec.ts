import { ACCOUNTS, account, expect, PHONE, sideways, signIn, test } from './people';

test('a city organiser reads the county table, and the people of a county below it', async ({ page }) => {
  await signIn(page, account('city'));
  await page.getByText('本月', { exact: true }).click();
  await page.getByRole('button', { name: /^上一个月/ }).click();

  const table = page.getByRole('region', { name: '各县情况' });
  const cells = (name: string) => table.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell');
  await expect(cells('黑山县')).toHaveText(['黑山县', '3', '8.3', '20', '1', '2', '0', '3', '0']);
  await expect(cells('义县')).toHaveText(['义县', '2', '0.0', '20', '0', '2', '0', '0', '0']);
  await expect(cells('合计')).toHaveText(['合计', '5', '5.0', '20', '1', '4', '0', '3', '0']);
  await expect(page.getByLabel('本月汇总')).toContainText('占 20%');

  await table.getByRole('button', { name: '黑山县' }).click();
  const people = page.getByRole('region', { name: '黑山县 · 在任干部' });
  await expect(people.getByRole('row', { name: /王建国/ })).toContainText('20 / 20');
  await expect(people.getByRole('row', { name: /王建国/ })).toContainText('待盖章');
  await expect(people.getByRole('row', { name: /李秀英/ })).toContainText('比应到岗少 15 天');
  await expect(people.getByRole('row', { name: /刘洋/ })).toHaveCount(0);

  await people.getByText('需关注 3').click();
  await people.getByLabel('按姓名、地点或单位查找').fill('财政局');
  await expect(people.getByRole('row')).toHaveCount(2);
  await people.getByRole('button', { name: '展开行' }).click();
  await people.getByRole('button', { name: /月1日，到岗，没有日志$/ }).click();
  await expect(people.getByText('没有写日志。')).toBeVisible();
});

test('a county organiser sees their own county and nothing of the next one', async ({ page }) => {
  await signIn(page, account('county'));
  await page.goto('/?view=month');
  const people = page.getByRole('region', { name: '在任干部' });
  await expect(people.getByRole('row', { name: /王建国/ })).toBeVisible();
  await expect(page.getByText('刘洋')).toHaveCount(0);
  await page.goto('/?county=210727');
  await expect(people.getByRole('row', { name: /王建国/ })).toBeVisible();
  await expect(page.getByText('刘洋')).toHaveCount(0);
});

test('a sending unit sees its own cadres wherever they are', async ({ page }) => {
  await signIn(page, account('unit'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('锦州市公安局');
  const today = page.getByRole('region', { name: '谁在哪里' });
  await expect(today.getByRole('button', { name: /^王建国/ })).toContainText('锦州市黑山县芳山镇');
  await expect(today.getByRole('button', { name: /^刘洋/ })).toContainText('锦州市义县');
  await expect(today.getByRole('button', { name: /^李秀英/ })).toHaveCount(0);
  await page.getByText('本月', { exact: true }).click();
  const people = page.getByRole('region', { name: '在任干部' });
  await expect(people.getByRole('row')).toHaveCount(3);
  await expect(people.getByRole('row', { name: /王建国/ })).toContainText('锦州市黑山县芳山镇');
  await expect(people.getByRole('row', { name: /刘洋/ })).toContainText('锦州市义县');
});

const TOWNSHIP = '210726102';

test('a county organiser opens one page: who was where, whose hand the sheets wait for, what is overdue', async ({ page }) => {
  await signIn(page, account('county'));
  const where = page.getByRole('region', { name: '谁在哪里' });
  const row = where.getByRole('row').filter({ has: page.getByRole('button', { name: '白厂门镇' }) });
  // 在任、在村、因公外出、请假、矛盾待裁定、补签待审批、未到岗、没有记录（休息日：休息无记录）
  await expect(row.getByRole('cell')).toHaveText(['4', '1', '0', '1', '0', '1', '0', '1']);
  const sheets = page.getByRole('region', { name: '月表在等谁' });
  await expect(sheets.getByRole('link', { name: /^芳山镇/ })).toContainText('等 芳山镇经办人 clerk 盖章 3 张');
  await expect(page.getByRole('region', { name: '逾期的责任' }).getByRole('link', { name: '看全部' })).toBeVisible();
  await expect(page.getByText(/\d\d:\d\d 读取，自动更新/)).toBeVisible();

  const tiles = page.getByRole('list', { name: '当天在哪里' });
  const numbers = (await tiles.getByRole('listitem').locator('b').allTextContents()).map(Number);
  expect(numbers.slice(1).reduce((sum, one) => sum + one, 0)).toBe(numbers[0]);

  await row.getByRole('button', { name: '白厂门镇' }).click();
  await expect(where.getByRole('button', { name: /^何勇/ })).toContainText('签到');
  await expect(where.getByRole('button', { name: /^孙莉/ })).toContainText('home_secretary批准');
  await expect(where.getByRole('button', { name: /^曹斌/ })).toContainText('申请补签，等人审批');
  await expect(where.getByRole('button', { name: /^邓超/ })).toContainText('本月 0 / 20 天');
  await tiles.getByRole('button', { name: /^请假/ }).click();
  const leave = page.getByRole('region', { name: '谁在哪里' });
  await expect(leave.getByRole('button', { name: /^何勇/ })).toHaveCount(0);
  await leave.getByRole('button', { name: /^孙莉/ }).click();
  await expect(leave.getByText('请假外出')).toBeVisible();
  await expect(leave.getByRole('link', { name: '到请假销假' })).toBeVisible();
  await page.reload();
  await expect(leave.getByRole('button', { name: /^孙莉/ })).toBeVisible();
  await expect(leave.getByRole('button', { name: /^何勇/ })).toHaveCount(0);

  await page.getByRole('button', { name: /^前一天/ }).click();
  await expect(page).toHaveURL(/day=\d{4}-\d{2}-\d{2}/);
  await page.getByRole('button', { name: '回到今天' }).click();
  await expect(page).not.toHaveURL(/day=/);
});

test('a township secretary has the day of the township on a phone, and the next county none of it', async ({ page, browser }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('home_secretary'));
  const where = page.getByRole('region', { name: '谁在哪里' });
  await expect(where.getByRole('button', { name: /^(何勇|孙莉|曹斌|邓超)/ })).toHaveCount(4);
  await expect(where.getByRole('button', { name: /^王建国/ })).toHaveCount(0);
  await page.getByRole('list', { name: '当天在哪里' }).getByRole('button', { name: /^补签待审批/ }).click();
  await expect(where.getByRole('button', { name: /^曹斌/ })).toBeVisible();
  await expect(where.getByRole('button', { name: /^何勇/ })).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  const other = await browser.newPage();
  await signIn(other, account('other_county'));
  await other.goto(`/?place=${TOWNSHIP}&list=people`);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('锦州市义县');
  await expect(other.getByRole('button', { name: /^刘洋/ })).toBeVisible();
  await expect(other.getByText(/何勇|孙莉|曹斌|邓超/)).toHaveCount(0);
  await other.close();
});

const ROLES = new Map(ACCOUNTS.filter((who) => !who.alone).map((who) => [who.role, who]));
for (const [role, who] of ROLES) {
  test(`the role ${role} has a first page, and on a phone nothing has to be pushed sideways`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await signIn(page, who);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功')).toHaveCount(0);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  });
}
