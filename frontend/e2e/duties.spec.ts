import { account, expect, PHONE, sideways, signIn, test } from './people';

const DUTY = '每月走访脱贫户';
const CLAUSE = '驻村干部每月走访脱贫户不少于2次。';

test('a county organiser finds what is overdue, sees why, and excuses one of two', async ({ page }) => {
  await signIn(page, account('county'));
  await page.getByRole('link', { name: '到期责任' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('到期责任');

  const duties = page.getByRole('region', { name: '按责任' });
  const line = duties.getByRole('button', { name: new RegExp(DUTY) });
  await expect(line).toContainText('2 项逾期');
  await expect(line).toContainText('《黑山县驻村工作办法》 第十二条');
  await line.click();
  const list = page.getByRole('region', { name: '逾期清单' });
  await expect(list.getByRole('heading', { level: 2 })).toHaveText(`锦州市黑山县 · ${DUTY}`);
  await expect(list.getByRole('listitem')).toHaveCount(2);

  const wang = list.getByRole('button', { name: /^王建国/ });
  await expect(wang).toContainText('1 / 2');
  await wang.click();
  const detail = list.getByRole('listitem').filter({ hasText: '王建国' });
  await expect(detail).toContainText('已完成1次');
  await expect(detail).toContainText('还差1次');
  await expect(detail.getByRole('blockquote')).toContainText(CLAUSE);
  await expect(detail).toContainText('已计入');
  await expect(detail).toContainText('不在本期内');

  // By place: the township with its rate this year, and the village below it.
  const places = page.getByRole('region', { name: '按地方' });
  await expect(places.getByRole('button', { name: /^芳山镇/ })).toContainText('2 项逾期');
  await places.getByRole('button', { name: /^芳山镇/ }).click();
  await expect(list.getByRole('heading', { level: 2 })).toHaveText(`锦州市黑山县芳山镇 · ${DUTY}`);
  await expect(places.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: '回到上一级' }).click();
  await expect(list.getByRole('heading', { level: 2 })).toHaveText(`锦州市黑山县 · ${DUTY}`);

  await list.getByRole('button', { name: /^李秀英/ }).click();
  await list.getByRole('button', { name: '登记豁免' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '登记豁免' }).click();
  await expect(dialog.getByText('请写豁免的理由。')).toBeVisible();
  await dialog.getByLabel('豁免的理由').fill('当月住院治疗。');
  await dialog.getByRole('button', { name: '登记豁免' }).click();
  await expect(line).toContainText('1 项逾期');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).not.toContainText('李秀英');
});

test('the next county sees nothing of it', async ({ page }) => {
  await signIn(page, account('other_county'));
  await page.goto('/duties?place=210726&matter=visit.households');
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('锦州市义县');
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
  await expect(page.getByText('没有读取成功')).toHaveCount(0);
  await expect(page.getByText('王建国')).toHaveCount(0);
  await expect(page.getByText(DUTY)).toHaveCount(0);
});

test('a cadre sees on the phone what is due, and why it is not done yet', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, account('王建国'));
  await page.getByRole('link', { name: '我的责任' }).click();
  const overdue = page.getByRole('region', { name: '已逾期' });
  const late = overdue.getByRole('button', { name: new RegExp(DUTY) });
  await expect(late).toContainText('1 / 2');
  await expect(late).toContainText(/逾期 \d+ 天/);
  const now = page.getByRole('region', { name: '本月到期' }).getByRole('button', { name: new RegExp(DUTY) });
  await expect(now).toContainText('1 / 2');
  await now.click();
  const detail = page.getByRole('region', { name: '本月到期' }).getByRole('listitem').filter({ hasText: DUTY });
  await expect(detail).toContainText('还差1次');
  await expect(detail.getByRole('blockquote')).toContainText(CLAUSE);
  await expect(page.getByRole('button', { name: '登记豁免' })).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('the page of what is overdue fits a phone for everybody who has it', async ({ page }) => {
  await page.setViewportSize(PHONE);
  for (const username of ['province', 'city', 'clerk', 'unit', 'village', 'reader']) {
    await signIn(page, account(username));
    await page.goto('/duties');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('到期责任');
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功'), username).toHaveCount(0);
    expect(await sideways(page), username).toBeLessThanOrEqual(0);
  }
});
