import type { Page } from '@playwright/test';
import { account, expect, PHONE, sideways, signIn, test } from './people';

const [YEAR = 0, MONTH = 0] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
  .format(new Date())
  .split('-')
  .map(Number);
const FIRST_OF_LAST_MONTH = MONTH === 1 ? `${YEAR - 1}-12-01` : `${YEAR}-${String(MONTH - 1).padStart(2, '0')}-01`;

/** Open the list of leads and in it the lead of that person. */
async function openLead(page: Page, person: RegExp): Promise<void> {
  await page.goto('/cases');
  await page.getByRole('region', { name: '线索清单' }).getByRole('button', { name: person }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(person);
}

/** Whether every picture in it has come. */
async function pictures(page: Page, region: string): Promise<boolean[]> {
  const images = page.getByRole('region', { name: region }).getByRole('img');
  return images.evaluateAll((found) => found.map((one) => (one as HTMLImageElement).naturalWidth > 0));
}

test('a cadre sees on the phone what was noticed about the own entries, and says how it came about', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('陈静'));
  await page.goto('/cases');
  const noticed = page.getByRole('region', { name: '系统注意到的' });
  await expect(noticed.getByRole('listitem')).toHaveCount(2);
  await expect(noticed).toContainText('不是结论，也不改动考勤');
  await expect(page.getByText('刘洋')).toHaveCount(0);
  const alike = noticed.getByRole('listitem', { name: /照片与以前的相像/ });
  await alike.getByRole('button', { name: '看照片（2 张）' }).click();
  await expect(alike.getByRole('img')).toHaveCount(2);
  await expect.poll(() => pictures(page, '系统注意到的')).toEqual([true, true]);
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await alike.getByRole('button', { name: '作说明' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '提交说明' }).click();
  await expect(dialog.getByText('请写我的说明。')).toBeVisible();
  await dialog.getByLabel('我的说明').fill('两天都在村部门口拍的。');
  await dialog.getByRole('button', { name: '提交说明' }).click();
  const told = page.getByRole('region', { name: '已经说明的' });
  await expect(told.getByRole('listitem')).toContainText('两天都在村部门口拍的。');
  await expect(told.getByRole('button', { name: '作说明' })).toHaveCount(0);
  await expect(noticed.getByRole('listitem')).toHaveCount(1);
});

test('the county hears the cadre and then decides; the system has decided nothing', async ({ page }) => {
  await signIn(page, account('other_county'));
  await openLead(page, /^刘洋/);
  await expect(page.getByRole('region', { name: '由哪些疑点形成' })).toContainText('手机报告用了模拟定位');
  await page.getByRole('button', { name: '请刘洋说明' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('请说明的问题').fill('当天用的是谁的手机？');
  await dialog.getByRole('button', { name: '发出' }).click();
  await expect(page.getByRole('region', { name: '经过' })).toContainText('当天用的是谁的手机？');
  await expect(page.getByText('等刘洋说明')).toBeVisible();
  await expect(page.getByRole('button', { name: '请刘洋说明' })).toHaveCount(0);
  const address = page.url();

  await page.setViewportSize(PHONE);
  await signIn(page, account('刘洋'));
  await page.goto('/cases');
  const asked = page.getByRole('region', { name: '请我说明的' });
  await expect(asked).toContainText('当天用的是谁的手机？');
  await asked.getByRole('button', { name: '作说明' }).click();
  await page.getByRole('dialog').getByLabel('我的说明').fill('借同事的手机，装了地图测试软件。');
  await page.getByRole('dialog').getByRole('button', { name: '提交说明' }).click();
  await expect(page.getByRole('region', { name: '已经说明的' })).toContainText('借同事的手机，装了地图测试软件。');

  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, account('other_county'));
  await page.goto(address);
  await expect(page.getByRole('region', { name: '经过' })).toContainText('借同事的手机，装了地图测试软件。');
  await page.getByRole('button', { name: '作结论' }).click();
  await dialog.getByRole('button', { name: '作出结论' }).click();
  await expect(dialog.getByText('请选择属实或不属实。')).toBeVisible();
  await dialog.getByText('不属实', { exact: true }).click();
  await dialog.getByLabel('怎么核实的').fill('已入村核实，当天在岗。');
  await dialog.getByRole('button', { name: '作出结论' }).click();
  await expect(page.getByRole('heading', { name: '结论：不属实' })).toBeVisible();
  await expect(page.getByRole('button', { name: '作结论' })).toHaveCount(0);
  await page.getByRole('button', { name: '回到清单' }).click();
  const list = page.getByRole('region', { name: '线索清单' });
  await expect(list.getByRole('button', { name: /^陈静/ })).toBeVisible();
  await expect(list.getByRole('button', { name: /^刘洋/ })).toHaveCount(0);
});

test('a signature is answered by whoever signed, who does not see the lead itself', async ({ page }) => {
  await signIn(page, account('county'));
  await page.goto('/cases');
  await page.getByRole('region', { name: '按种类' }).getByRole('button', { name: /^与签字不符/ }).click();
  const list = page.getByRole('region', { name: '线索清单' });
  await expect(list.getByRole('heading')).toContainText('与签字不符');
  await page.getByRole('region', { name: '按地方' }).getByRole('button', { name: /^芳山镇/ }).click();
  await expect(list.getByRole('heading')).toContainText('芳山镇');
  await list.getByRole('button', { name: /^王建国/ }).click();
  const compared = page.getByRole('region', { name: '对不上的地方' });
  await expect(compared).toContainText('月表未盖章，盖章后可以看到');
  await expect(compared).toContainText('secretary');
  const address = page.url();
  await page.getByRole('button', { name: '请secretary说明' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发出' }).click();
  await expect(page.getByText('等secretary说明')).toBeVisible();

  await signIn(page, account('secretary'));
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('疑点与线索');
  await expect(page.getByRole('region', { name: '对不上的地方' })).toHaveCount(0);
  await page.getByText('请我说明的').click();
  const asked = page.getByRole('region', { name: '请我说明的' });
  await expect(asked).toContainText('月表记为在岗');
  await asked.getByRole('button', { name: '作说明' }).click();
  await page.getByRole('dialog').getByLabel('我的说明').fill('当天由村里核对。');
  await page.getByRole('dialog').getByRole('button', { name: '提交说明' }).click();
  await expect(page.getByRole('region', { name: '已经说明的' })).toContainText('当天由村里核对。');
});

test('an absence against a signed sheet goes from the inspector to the organiser, to the signer, and to a decision', async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, account('inspector'));
  await page.goto('/inspections');
  await page.getByRole('region', { name: '手头的检查' }).getByRole('link', { name: '市督查室查岗' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('市督查室查岗');
  const visit = new URL(page.url()).pathname;
  await page.goto(`${visit}/visit`);
  await page.getByRole('button', { name: /^李秀英/ }).click();
  await page.getByText('不在岗', { exact: true }).click();
  await page.getByLabel('情况说明').fill('村部锁门,邻居说几天没见人。');
  await page.getByLabel('检查日期').fill(FIRST_OF_LAST_MONTH);
  await page.getByLabel('检查日期').press('Enter');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /已登记 \d/ })).toContainText(/已登记 1 \/ [1-9]\d* 人/);

  // What is not published yet contradicts nothing, for whoever signed as for whoever decides.
  await signIn(page, account('county'));
  await page.goto('/cases');
  const list = page.getByRole('region', { name: '线索清单' });
  await expect(list).toBeVisible();
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
  await expect(list.getByRole('button', { name: /^李秀英/ })).toHaveCount(0);
  await signIn(page, account('inspector'));
  await page.goto(visit);
  await page.getByRole('button', { name: '公布结果' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.getByText('已公布', { exact: true })).toBeVisible();

  await signIn(page, account('county'));
  await openLead(page, /^李秀英/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('李秀英 · 与签字不符');
  const why = page.getByRole('region', { name: '为什么提出来' });
  await expect(why).toContainText('检查记录李秀英不在岗');
  await expect(why).toContainText('签字由签字人负责,请先听签字人说明。本线索只作提示');
  await expect(why.getByRole('blockquote')).toContainText('随便签字');
  const compared = page.getByRole('region', { name: '对不上的地方' });
  await expect(compared).toContainText('市督查室查岗');
  await expect(compared).toContainText('不在岗');
  await expect(compared).toContainText('村部锁门');
  await expect(page.getByRole('region', { name: '办理' })).toContainText('secretary（签字的人）');
  const address = page.url();
  await page.getByRole('button', { name: '请secretary说明' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发出' }).click();
  await expect(page.getByText('等secretary说明')).toBeVisible();

  await signIn(page, account('secretary'));
  await page.goto('/cases?view=mine');
  const asked = page.getByRole('region', { name: '请我说明的' }).getByRole('listitem').filter({ hasText: '李秀英' });
  await expect(asked).toContainText('检查记录李秀英不在岗');
  await asked.getByRole('button', { name: '作说明' }).click();
  await page.getByRole('dialog').getByLabel('我的说明').fill('按村里报的签的字，没有核对。');
  await page.getByRole('dialog').getByRole('button', { name: '提交说明' }).click();
  await expect(page.getByRole('region', { name: '已经说明的' })).toContainText('按村里报的签的字');

  await signIn(page, account('county'));
  await page.goto(address);
  await expect(page.getByRole('region', { name: '经过' })).toContainText('按村里报的签的字');
  await page.getByRole('button', { name: '作结论' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('属实', { exact: true }).click();
  await dialog.getByLabel('怎么核实的').fill('入户核实，当天无人见到本人。');
  await dialog.getByRole('button', { name: '作出结论' }).click();
  await expect(page.getByRole('heading', { name: '结论：属实' })).toBeVisible();
  await expect(page.getByText('考勤没有因此改动')).toBeVisible();
});

test('whoever signed for another is led to the question, though the own office reads neither signals nor leads', async ({ page }) => {
  const ways = page.getByRole('navigation', { name: '页面' });
  const entry = page.getByRole('menuitem', { name: /^疑点与线索/ });
  await signIn(page, account('deputy_clerk'));
  await ways.getByRole('button', { name: /^督查.*1 项待办/ }).click();
  await entry.click();
  const asked = page.getByRole('region', { name: '请我说明的' });
  await expect(asked).toContainText('那天您代书记签字');
  await asked.getByRole('button', { name: '作说明' }).click();
  await page.getByRole('dialog').getByLabel('我的说明').fill('打电话问过村支书。');
  await page.getByRole('dialog').getByRole('button', { name: '提交说明' }).click();
  await expect(page.getByRole('region', { name: '已经说明的' })).toContainText('打电话问过村支书。');
  // What was said can be read again.
  await page.goto('/');
  await ways.getByRole('button', { name: /^督查/ }).click();
  await entry.click();
  await expect(page.getByRole('region', { name: '已经说明的' })).toContainText('打电话问过村支书。');

  await signIn(page, account('clerk'));
  await ways.getByRole('button', { name: /^督查/ }).click();
  await expect(page.getByRole('menuitem', { name: /^五必到/ })).toBeVisible();
  await expect(entry).toHaveCount(0);
});

test('the next county sees nothing of it, and who has nothing to explain is told so', async ({ page }) => {
  await signIn(page, account('other_county'));
  await openLead(page, /^陈静/);
  await expect.poll(() => pictures(page, '由哪些疑点形成')).toEqual([true, true, true]);
  const address = page.url();
  await signIn(page, account('county'));
  await page.goto(address);
  await expect(page.getByText('没有找到这条线索')).toBeVisible();
  await expect(page.getByText('陈静')).toHaveCount(0);
  await page.goto('/cases?view=signals');
  await expect(page.getByText('没有疑点')).toBeVisible();

  await page.setViewportSize(PHONE);
  await signIn(page, account('张伟'));
  await page.goto('/cases');
  await expect(page.getByText('没有要您说明的事')).toBeVisible();
  for (const username of ['city', 'province', 'other_county']) {
    await signIn(page, account(username));
    await page.goto('/cases');
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功'), username).toHaveCount(0);
    expect(await sideways(page), username).toBeLessThanOrEqual(0);
  }
});
