import type { Page } from '@playwright/test';
import { account, expect, PHONE, sideways, signIn, test } from './people';

/** The month before the last, in Shanghai: the one that is sealed. */
function sealedMonth(): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const at = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 3, 1));
  return at.toISOString().slice(0, 7);
}

const MONTH = sealedMonth();
const TITLE = `${Number(MONTH.slice(0, 4))}年${Number(MONTH.slice(5))}月`;
const TOWNSHIP = `/months?place=210726101&month=${MONTH}`;

/** The line of a person in the open township. */
function person(page: Page, name: string) {
  const item = page.getByRole('region', { name: '各人月表' }).getByRole('listitem').filter({ hasText: name }).first();
  return { item, head: item.getByRole('button', { name: new RegExp(`^${name}`) }) };
}

test('the county verifies one month and sends another back, which is totalled, signed and sealed anew', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, account('county'));
  await page.goto(`/months?month=${MONTH}`);
  const next = page.getByRole('region', { name: '下一步' });
  await expect(next).toContainText('1 个乡镇的 3 张月表等您查验');
  const board = page.getByRole('region', { name: '各地月表' });
  await expect(board.getByRole('button', { name: /^芳山镇/ })).toContainText('等您查验');
  await next.getByRole('button', { name: '查验芳山镇' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('锦州市黑山县芳山镇');

  // What a month is made of: each day and who registered it, how it is judged, and through whose hands it went.
  const li = person(page, '李秀英');
  await expect(li.head).toContainText('未达标');
  await expect(li.head).toContainText('待查验');
  await li.head.click();
  await li.item.getByRole('button', { name: new RegExp(`^${Number(MONTH.slice(5))}月1日，到岗`) }).click();
  await expect(li.item).toContainText('由clerk登记');
  await expect(li.item.getByRole('region', { name: '判定' }).getByRole('blockquote')).toContainText('每月到岗率不少于20天');
  const story = li.item.getByRole('region', { name: '月表经过' });
  await expect(story).toContainText('secretary（芳山镇党委书记）');
  await expect(story).toContainText('与签字时的一致');

  await page.getByRole('checkbox', { name: '选中王建国的月表' }).check();
  const bar = page.getByRole('group', { name: '选中的月表' });
  await bar.getByRole('button', { name: '查验 1 张' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: '查验 1 张' }).click();
  await expect(person(page, '王建国').head).toContainText('已查验');
  await expect(next).toContainText('2 张月表等您查验');

  await page.getByRole('checkbox', { name: '选中李秀英的月表' }).check();
  await bar.getByRole('button', { name: '退回重开 1 张' }).click();
  await expect(dialog).toContainText('签字随之失效');
  await dialog.getByRole('button', { name: '退回 1 张，签字失效' }).click();
  await expect(dialog.getByText('请写退回的理由。')).toBeVisible();
  await dialog.getByLabel('退回的理由').fill('月底两天漏登。');
  await dialog.getByRole('button', { name: '退回 1 张，签字失效' }).click();
  await expect(li.head).toContainText('未盖章');
  await expect(li.head).toContainText('待签字');

  await signIn(page, account('secretary'));
  await page.goto(`/months?month=${MONTH}`);
  await next.getByRole('button', { name: '签字 1 张' }).click();
  await expect(dialog).toContainText('您以芳山镇党委书记身份');
  await expect(dialog.getByLabel(/^内容摘要 [0-9a-f]{64}$/)).toBeVisible();
  await dialog.getByRole('button', { name: '签字 1 张' }).click();
  await expect(li.head).toContainText('待盖章');
  await expect(next.getByRole('button')).toHaveCount(0);

  await signIn(page, account('clerk'));
  await page.goto(`/months?month=${MONTH}`);
  await next.getByRole('button', { name: '盖章 1 张' }).click();
  await dialog.getByRole('button', { name: '盖章 1 张' }).click();
  await expect(li.head).toContainText('待查验');
  await li.head.click();
  await expect(li.item).toContainText('月底两天漏登。');
  await expect(li.item).toContainText('签字因此失效');
});

test('the clerk asks for the register on paper and fetches the one that is ready', async ({ page }) => {
  await signIn(page, account('clerk'));
  await page.goto(`/months?month=${MONTH}`);
  await page.getByRole('button', { name: '打印登记表' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '生成文件' }).click();
  await expect(dialog.getByRole('status')).toContainText(`芳山镇${TITLE}选派干部考勤登记表.pdf`);
  await expect(dialog.getByRole('status')).toContainText('排队中');
  await page.keyboard.press('Escape');

  await page.getByText('打印记录').click();
  const files = page.getByRole('region', { name: '打印记录' });
  await expect(files.getByRole('listitem').first()).toContainText('.pdf');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    files.getByRole('button', { name: /^下载芳山镇.*\.xlsx$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`芳山镇${TITLE}选派干部考勤登记表.xlsx`);
});

test('who does not meet the norm is told with reason and clause', async ({ page }) => {
  await signIn(page, account('county'));
  await page.goto(`${TOWNSHIP}&view=norms`);
  const norms = page.getByRole('region', { name: '达标情况' });
  const li = norms.getByRole('button', { name: /^李秀英/ });
  await expect(li).toContainText('5 / 20');
  await expect(norms.getByText('王建国')).toHaveCount(0);
  await li.click();
  await expect(norms.getByRole('blockquote')).toContainText('每月到岗率不少于20天');
  await norms.getByRole('switch', { name: '只看没达到的' }).click();
  await expect(norms.getByRole('button', { name: /^王建国/ })).toContainText('达标');
});

test('the next county sees nothing of it, and who only reads is offered no act', async ({ page }) => {
  await signIn(page, account('other_county'));
  await page.goto(TOWNSHIP);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('锦州市义县');
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
  await expect(page.getByText('没有读取成功')).toHaveCount(0);
  await expect(page.getByText('芳山镇')).toHaveCount(0);

  await signIn(page, account('reader'));
  await page.goto(TOWNSHIP);
  await expect(person(page, '王建国').head).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('region', { name: '下一步' }).getByRole('button')).toHaveCount(0);
});

test('the months fit a phone for everybody who has them', async ({ page }) => {
  await page.setViewportSize(PHONE);
  for (const username of ['province', 'city', 'county', 'secretary', 'village', 'unit', 'reader']) {
    await signIn(page, account(username));
    await page.goto(`/months?month=${MONTH}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('月考勤表');
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功'), username).toHaveCount(0);
    expect(await sideways(page), username).toBeLessThanOrEqual(0);
  }
});
