import { account, expect, PHONE, sideways, signIn, test } from './people';
import type { Page } from '@playwright/test';

const DESK = { width: 1440, height: 900 };
const CLAUSE = '请假2天以上的,报县委组织部批准。';
const REASON = '父亲住院手术，回锦州市区陪护。';

/** A civil day of Shanghai, so many days from today. */
function dayAfter(days: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

function title(day: string): string {
  const year = day.slice(0, 4) === dayAfter(0).slice(0, 4) ? '' : `${day.slice(0, 4)}年`;
  return `${year}${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

async function open(page: Page, username: string, size: typeof DESK, path = '/leave'): Promise<void> {
  await page.setViewportSize(size);
  await signIn(page, account(username));
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('请假销假');
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
}

/** A day of a form is typed where there is a keyboard, and chosen by a finger where there is none. */
async function choose(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(day);
  await field.press('Enter');
  await expect(field).toHaveValue(day);
}

test('leave goes up its chain step by step, each seeing who signed, and its owner gives it back', async ({ page }) => {
  test.slow();
  const [first, last] = [dayAfter(40), dayAfter(42)];
  await open(page, '刘洋', DESK);
  await choose(page, '从', first);
  await choose(page, '到', last);
  await page.getByRole('radiogroup', { name: '从上午还是下午起' }).getByText('下午').click();
  // Before anything is sent: how long it is, who decides, and by which clause.
  const before = page.getByRole('region', { name: '由谁审批' });
  await expect(before).toContainText('共 2.5 天，依次由 2 级审批');
  await expect(before.getByRole('list', { name: '将由谁审批' }).getByRole('listitem')).toHaveCount(2);
  await expect(before.getByRole('blockquote')).toContainText(CLAUSE);
  await page.getByRole('button', { name: '提出申请' }).click();
  await expect(page.getByText('请写事由和去哪里。')).toBeVisible();
  await page.getByLabel('事由、去哪里').fill(REASON);
  await page.getByRole('button', { name: '提出申请' }).click();
  await expect(page.getByText('批准前照常到岗签到')).toBeVisible();
  const mine = page.getByRole('region', { name: '我的申请' }).getByRole('listitem', { name: '事假' });
  await expect(mine).toContainText(`${title(first)}下午至${title(last)}，2.5 天`);
  await expect(mine).toContainText('待审批');
  await expect(mine.getByRole('list', { name: '审批步骤' }).getByRole('listitem').first()).toContainText('等待审批');
  // The same half days once more are refused in the service's own words, before they are sent.
  await page.getByRole('button', { name: '再提一次申请' }).click();
  await choose(page, '从', last);
  await expect(page.getByRole('alert').filter({ hasText: '同一半天不能重复申请' })).toBeVisible();

  await open(page, 'yixian_secretary', DESK);
  const waiting = page.getByRole('region', { name: '等我审批' }).getByRole('listitem', { name: '刘洋事假' });
  await expect(waiting).toContainText(REASON);
  await waiting.getByRole('button', { name: '批准', exact: true }).click();
  await page.getByLabel('审批意见（可不填）').fill('同意，注意安全。');
  await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await expect(page.getByText(/^已同意，请假等待.*义县审批。$/)).toBeVisible();
  await expect(waiting).toHaveCount(0);

  await open(page, 'other_county', DESK);
  const steps = waiting.getByRole('list', { name: '审批步骤' }).getByRole('listitem');
  await expect(steps.first()).toContainText('乡镇党委书记 义县书记 同意');
  await expect(steps.first()).toContainText('“同意，注意安全。”');
  await expect(steps.nth(1)).toContainText('等待审批');
  await waiting.getByRole('button', { name: '批准', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click();
  await expect(page.getByText('已批准，已记入考勤。')).toBeVisible();

  await open(page, '刘洋', PHONE);
  await expect(mine).toContainText('已批准');
  await mine.getByRole('button', { name: '取消' }).click();
  await page.getByLabel('取消的原因').fill('手术改期。');
  await page.getByRole('button', { name: '确认取消' }).click();
  await expect(mine).toContainText('已取消');
  await expect(mine.getByRole('button', { name: '续假' })).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('a secretary refuses with a reason, which the cadre reads on the phone', async ({ page }) => {
  await open(page, 'yixian_secretary', PHONE);
  const waiting = page.getByRole('region', { name: '等我审批' }).getByRole('listitem', { name: '陈静事假' });
  await expect(waiting).toContainText('参加同学聚会');
  await expect(waiting.getByRole('region', { name: /年其他请假$/ }).first()).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await waiting.getByRole('button', { name: '不批准' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '不批准' }).click();
  await expect(dialog.getByText('请写明不批准的理由。')).toBeVisible();
  await dialog.getByLabel('不批准的理由').fill('正值防火值班，请另选时间。');
  await dialog.getByRole('button', { name: '不批准' }).click();
  await expect(waiting).toHaveCount(0);

  await open(page, '陈静', PHONE);
  const mine = page.getByRole('region', { name: '我的申请' }).getByRole('listitem', { name: '事假' });
  await expect(mine).toContainText('未批准');
  await expect(mine).toContainText('理由：正值防火值班，请另选时间。');
});

test('a county finds who did not report back, confirms the return, and opens the figures', async ({ page }) => {
  await open(page, 'other_county', DESK, '/leave?show=unreported');
  const late = page.getByRole('region', { name: '期满未销假' }).getByRole('listitem', { name: '陈静病假' });
  await expect(late).toContainText('逾期 2 天');
  await expect(late).toContainText(`应于${title(dayAfter(-2))}上午回岗销假`);
  await late.getByRole('button', { name: '确认销假' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('最多 2 天');
  await choose(page, '到岗日期', dayAfter(-2));
  await dialog.getByText('上午', { exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText('按时回岗：休满 1 天。');
  await dialog.getByRole('button', { name: '确认销假' }).click();
  await expect(late).toHaveCount(0);

  await page.goto(`/leave?show=records&from=${dayAfter(-3)}&to=${dayAfter(-3)}`);
  const sick = page.getByRole('region', { name: '按类别' }).getByRole('button', { name: /^病假/ });
  await expect(sick).toContainText('1 人 1 次');
  await expect(sick).toContainText('1 天');
  await sick.click();
  const list = page.getByRole('region', { name: '锦州市义县 · 病假' });
  await expect(list.getByRole('listitem', { name: '陈静病假' })).toContainText('已销假');
  await list.getByRole('button', { name: '事由和审批经过' }).click();
  await expect(list.getByRole('region', { name: '记入考勤' })).toContainText('请假');
});

test('the next county sees nothing of it, and whoever only reads can decide nothing', async ({ page }) => {
  const period = `from=${dayAfter(-7)}&to=${dayAfter(60)}`;
  await open(page, 'county', DESK, `/leave?show=records&place=210727&${period}`);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('锦州市黑山县');
  await expect(page.getByText('没有读取成功')).toHaveCount(0);
  await expect(page.getByText('陈静')).toHaveCount(0);
  await expect(page.getByText('刘洋')).toHaveCount(0);
  for (const username of ['city', 'province', 'clerk', 'unit', 'village', 'reader', '王建国']) {
    await open(page, username, PHONE, `/leave?show=records&${period}`);
    await expect(page.getByText('没有读取成功'), username).toHaveCount(0);
    expect(await sideways(page), username).toBeLessThanOrEqual(0);
  }
  await open(page, 'clerk', DESK);
  await expect(page.getByRole('button', { name: /^等我审批/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^今天外出/ })).toBeVisible();
});
