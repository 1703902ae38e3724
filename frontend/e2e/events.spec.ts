import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
const EVACUATION = '夜间山洪转移';
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
const NEXT_YEAR = Number(TODAY.slice(0, 4)) + 40;

test.describe.configure({ mode: 'serial' });

test('a clerk records who was there, who was on leave and who was missing, and the month counts it', async ({ page }) => {
  await signIn(page, account('events_clerk'));
  await page.goto('/events');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('五必到');
  const month = page.getByRole('region', { name: '本月情况' });
  const list = page.getByRole('region', { name: '逐件' });
  const head = list.getByRole('button', { name: new RegExp(EVACUATION) });
  await expect(head).toContainText('没有登记 3');
  await expect(month).toContainText('没有登记 3');
  await head.click();
  const item = list.getByRole('listitem').filter({ hasText: EVACUATION }).first();
  await expect(item).toContainText('考勤登记为请假,请假未到,不记违规');
  await item.getByRole('button', { name: '登记到场情况' }).click();

  // Leave is proposed from what is known, and cannot be claimed for anybody else.
  const feng = item.getByRole('group', { name: '冯春', exact: true });
  await expect(feng.getByRole('radio', { name: '请假未到' })).toBeChecked();
  const qian = item.getByRole('group', { name: '钱进', exact: true });
  const han = item.getByRole('group', { name: '韩冬', exact: true });
  await han.getByText('请假未到').click();
  await item.getByRole('button', { name: '保存登记' }).click();
  await expect(item.getByRole('alert')).toContainText('没有已批准的请假');

  await qian.getByText('到场', { exact: true }).click();
  await qian.getByRole('button', { name: /加佐证照片/ }).click();
  await qian.getByLabel('拍佐证').setInputFiles(PHOTO);
  await han.getByText('未到', { exact: true }).click();
  await han.getByLabel('韩冬的备注').fill('电话未接，次日说在县城。');
  await item.getByRole('button', { name: '保存登记' }).click();
  await expect(head).toContainText('到场 1');
  await expect(head).toContainText('请假 1');
  await expect(head).toContainText('未到 1');
  await expect(item).toContainText('备注：电话未接，次日说在县城。');
  await expect(item.getByRole('button', { name: /^下载/ })).toHaveCount(1);
  await expect(month).toContainText('到场 1');
  await expect(month).toContainText('经批准请假 1');
  await expect(month).toContainText('未到 1');
});

test('an event is announced, seen on the phone of whom it concerns, and withdrawn for a reason', async ({ page }) => {
  await signIn(page, account('events_clerk'));
  await page.goto('/events');
  await page.getByRole('button', { name: '发布必到事项' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await expect(dialog.getByText('请写事项名称。')).toBeVisible();
  await dialog.getByText('重点工作').click();
  await dialog.getByLabel('事项名称').fill('秋收现场会');
  await dialog.getByLabel('时间').fill('23:59');
  await dialog.getByLabel('具体地点').fill('二组晒谷场');
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const list = page.getByRole('region', { name: '逐件' });
  await expect(list.getByRole('button', { name: /秋收现场会/ })).toContainText('应到 3 人');

  await page.setViewportSize(PHONE);
  await signIn(page, account('韩冬'));
  await page.goto('/events');
  const coming = page.getByRole('region', { name: '接下来' });
  await expect(coming.getByRole('listitem').filter({ hasText: '秋收现场会' })).toContainText('二组晒谷场');
  const own = page.getByRole('region', { name: '本人到场情况' });
  await expect(own).toContainText('未达标');
  await expect(own).toContainText(`突发事件“${EVACUATION}”`);
  await own.getByRole('button', { name: new RegExp(EVACUATION) }).click();
  await expect(own).toContainText('登记为“未到”，备注：电话未接，次日说在县城。');
  await expect(page.getByText('钱进')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '发布必到事项' })).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await signIn(page, account('events_clerk'));
  await page.goto('/events');
  await list.getByRole('button', { name: /秋收现场会/ }).click();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await list.getByRole('button', { name: '撤销这件' }).click();
  await page.getByRole('dialog').getByLabel('撤销原因').fill('改到下周。');
  await page.getByRole('dialog').getByRole('button', { name: '撤销', exact: true }).click();
  await expect(list.getByRole('button', { name: /秋收现场会/ })).toContainText('已撤销');
  await expect(list).toContainText('原因：改到下周。');
});

test('the county finds the township and what lies behind its figures; the next county sees nothing of it', async ({ page }) => {
  await signIn(page, account('county'));
  await page.goto('/events');
  const month = page.getByRole('region', { name: '本月情况' });
  await month.getByRole('button', { name: /^大兴乡/ }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('大兴乡');
  await page.getByRole('region', { name: '逐件' }).getByRole('button', { name: new RegExp(EVACUATION) }).click();
  await expect(page.getByText('韩冬')).toBeVisible();
  await page.getByRole('button', { name: '回到上一级' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('锦州市黑山县');

  await signIn(page, account('other_county'));
  await page.goto('/events?place=210726210');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('锦州市义县');
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
  await expect(page.getByText('没有读取成功')).toHaveCount(0);
  await expect(page.getByText(EVACUATION)).toHaveCount(0);
});

test('a year that is not published says so, and the province takes it from the notice', async ({ page }) => {
  await signIn(page, account('county'));
  await page.goto(`/calendar?year=${NEXT_YEAR}`);
  const unpublished = page.getByRole('status', { name: '还没有公布' });
  await expect(unpublished).toContainText(`${NEXT_YEAR}年放假安排尚未公布`);
  await expect(unpublished).toContainText('暂不按工作日放宽');
  await expect(page.getByRole('button', { name: '导入放假安排' })).toHaveCount(0);

  await signIn(page, account('province'));
  await page.goto(`/calendar?year=${NEXT_YEAR}`);
  await page.getByRole('button', { name: '导入放假安排' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('通知正文或表格').fill(`一、元旦：${NEXT_YEAR}年1月1日至3日放假，共3天。`);
  await dialog.getByLabel('通知正文或表格').fill('一、元旦：1月1日至3日放假，共4天。');
  await expect(dialog.getByRole('alert')).toContainText('写的是共 4 天，读出来是 3 天');
  await dialog.getByLabel('通知正文或表格').fill('一、元旦：1月1日（周日）至3日（周二）放假调休，共3天。');
  await expect(dialog.getByRole('region', { name: '读出的内容' })).toContainText(`读出 ${NEXT_YEAR} 年：放假 3 天`);
  await dialog.getByLabel('通知名称').fill(`国务院办公厅关于${NEXT_YEAR}年部分节假日安排的通知`);
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await expect(page.getByRole('region', { name: '依据' })).toContainText(`关于${NEXT_YEAR}年部分节假日安排的通知`);
  await expect(unpublished).toHaveCount(0);
  const january = page.getByRole('region', { name: '1月', exact: true });
  await expect(january.getByText(/^1月2日，.*，元旦，放假$/)).toHaveCount(1);
  await expect(page.getByRole('region', { name: '节假日' })).toContainText('1月1日至3日放假，共 3 天');

  await page.getByRole('button', { name: '导入放假安排' }).click();
  await dialog.getByLabel('通知正文或表格').fill(`${NEXT_YEAR}-01-01,放假,元旦\n${NEXT_YEAR}-01-02,放假,元旦`);
  await expect(dialog.getByRole('group', { name: '与现有安排的差别' })).toContainText('去掉“元旦放假”');
  await dialog.getByLabel('通知名称').fill('国务院办公厅更正通知');
  await dialog.getByRole('button', { name: `替换 ${NEXT_YEAR} 年的安排` }).click();
  await expect(dialog.getByText('请写替换的理由。')).toBeVisible();
  await dialog.getByLabel('替换的理由').fill('原通知有误，已更正。');
  await dialog.getByRole('button', { name: `替换 ${NEXT_YEAR} 年的安排` }).click();
  await expect(page.getByRole('region', { name: '依据' })).toContainText('国务院办公厅更正通知');
  await expect(page.getByRole('region', { name: '节假日' })).toContainText('共 2 天');

  await page.setViewportSize(PHONE);
  await page.goto('/calendar');
  await expect(page.getByRole('region', { name: '12月' })).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});
