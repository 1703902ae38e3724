import { ACCOUNTS, account, expect, PHONE, sideways, signIn, test } from './people';

test('a city organiser reads the county table, and the people of a county below it', async ({ page }) => {
  await signIn(page, account('city'));
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
  const people = page.getByRole('region', { name: '在任干部' });
  await expect(people.getByRole('row')).toHaveCount(3);
  await expect(people.getByRole('row', { name: /王建国/ })).toContainText('锦州市黑山县芳山镇');
  await expect(people.getByRole('row', { name: /刘洋/ })).toContainText('锦州市义县');
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
