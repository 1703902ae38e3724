import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
const COUNTY_RULE = '县(市、区)委组织部每月抽查出勤';
const TITLE = '黑山县抽查一';
const SECRET = '市级暗访一';
const SEED = 'heishan2026draw';
const DESK = { width: 1440, height: 900 };
// The picker's own button for today goes by the browser's clock, which is elsewhere.
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

test.setTimeout(300_000);

test('a county plans, draws, looks and publishes; the township puts it right; a bulletin follows', async ({ page }) => {
  // The coverage of the month says who is owed a look, and why.
  await signIn(page, account('county'));
  await page.goto('/inspections');
  const rule = page.getByRole('region', { name: COUNTY_RULE });
  await expect(rule.getByRole('blockquote')).toContainText('JZ-12');
  const own = rule.getByRole('button', { name: /^锦州市黑山县/ });
  await expect(own).toContainText(/0 \/ [1-9]/);
  await own.click();
  await expect(rule).toContainText(/按10%应抽查[1-9]\d*人/);
  const townships = page.getByRole('region', { name: '乡镇党委每月检查出勤' });
  await expect(townships.getByRole('button', { name: /芳山镇/ })).toContainText(/0 \/ [3-9]/);

  await rule.getByRole('button', { name: '按这一条安排检查' }).click();
  const plan = page.getByRole('dialog', { name: '安排检查' });
  await plan.getByLabel('名称').fill(TITLE);
  await plan.getByRole('button', { name: '安排', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expect(page.getByText('还没有公布：')).toBeVisible();
  const address = new URL(page.url()).pathname;

  // By lot, with a seed that was named: whoever has the seed draws the same.
  const draws = page.getByRole('region', { name: '抽样' });
  await draws.getByRole('button', { name: '抽样', exact: true }).click();
  const draw = page.getByRole('dialog', { name: '抽样' });
  await expect(draw).toContainText(/应抽查[1-9]\d*人/);
  await draw.getByLabel('比例（%）').fill('100');
  await draw.getByLabel('种子（可不填）').fill(SEED);
  await draw.getByRole('button', { name: '抽取' }).click();
  await expect(draws.getByRole('heading', { level: 3 })).toContainText(/抽中 [1-9]\d* 人/);
  await draws.getByRole('button', { name: '怎么抽的' }).click();
  await expect(draws.getByText(SEED, { exact: true })).toBeVisible();
  await draws.getByRole('button', { name: '现场复算' }).click();
  await expect(draws.getByRole('status')).toHaveText(/^本机已从总体 [1-9]\d* 个重新抽过，结果一致。$/);

  // For those whom it will look at it does not exist.
  for (const username of ['clerk', '李秀英']) {
    await signIn(page, account(username));
    await page.goto(username === 'clerk' ? '/inspections?tab=list' : '/inspections');
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText(TITLE)).toHaveCount(0);
    await page.goto(address);
    await expect(page.getByText('没有这次检查，或者您看不到')).toBeVisible();
  }

  // In the village, on the phone.
  await page.setViewportSize(PHONE);
  await signIn(page, account('county'));
  await page.goto(`${address}/visit`);
  await expect(page.getByRole('status').filter({ hasText: /已登记 \d/ })).toContainText(/已登记 0 \/ [1-9]\d* 人/);
  await page.getByRole('button', { name: /^李秀英/ }).click();
  await expect(page.getByText('还没有签到，也没有请假')).toBeVisible();
  await page.getByText('不在岗', { exact: true }).click();
  await page.getByLabel('情况说明').fill('上午十点村部锁门。');
  await page.getByLabel('拍照').setInputFiles(PHOTO);
  await page.getByLabel('要求整改').click();
  await page.getByLabel('整改什么').fill('写明当日去向。');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('请选择整改期限。')).toBeVisible();
  await page.getByLabel('哪天以前').click();
  await page.locator(`.ant-picker-dropdown td[title="${TODAY}"]`).last().dispatchEvent('click');
  await expect(page.getByLabel('哪天以前')).toHaveValue(TODAY);
  // The first answer is lost on the way: saving once more is the same act.
  const seen = { lost: 0 };
  await page.route('**/graphql', async (route) => {
    if (seen.lost === 0 && (route.request().postData() ?? '').includes('"RecordFindings"')) {
      seen.lost += 1;
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: '没有存上' })).toBeVisible();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('note', { name: '两端查岗' })).toContainText('不能认定“两头不见人”');
  await page.unroute('**/graphql');
  await expect(page.getByRole('status').filter({ hasText: /已登记 \d/ })).toContainText(/已登记 1 \/ [1-9]\d* 人/);
  // The other end was looked at too.
  await page.getByText('派出单位', { exact: true }).click();
  await page.getByText('在单位', { exact: true }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('button', { name: /^李秀英/ })).toHaveAttribute('aria-expanded', 'false');
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  // Made known, with what follows from it.
  await page.setViewportSize(DESK);
  await page.goto(address);
  const findings = page.getByRole('region', { name: '检查结果' });
  await expect(findings.getByRole('listitem', { name: '李秀英的检查结果' })).toHaveCount(2);
  await expect(findings.getByRole('img', { name: '现场.jpg' })).toBeVisible();
  await page.getByRole('button', { name: '公布结果' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.getByText('已公布', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '到现场登记' })).toHaveCount(0);

  await signIn(page, account('clerk'));
  await page.goto('/inspections?tab=rectifications');
  const asked = page.getByRole('group', { name: '李秀英的整改' });
  await expect(asked).toContainText('待整改');
  await asked.getByRole('button', { name: '报送整改情况' }).click();
  const report = page.getByRole('dialog');
  await report.getByLabel('做了什么').fill('本人已说明，镇里谈话提醒。');
  await report.getByLabel('加照片').setInputFiles(PHOTO);
  await report.getByRole('button', { name: '报送', exact: true }).click();
  await expect(page.getByText('没有等您办的整改')).toBeVisible();

  await signIn(page, account('county'));
  await page.goto('/inspections?tab=rectifications');
  const reported = page.getByRole('group', { name: '李秀英的整改' });
  await expect(reported).toContainText('本人已说明，镇里谈话提醒。');
  await expect(reported.getByRole('img', { name: '现场.jpg' })).toBeVisible();
  await reported.getByRole('button', { name: '退回' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await expect(page.getByText('请写明退回的意见。')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).or(page.getByRole('button', { name: '关闭' })).first().click();
  await reported.getByRole('button', { name: '通过' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '通过' }).click();
  await expect(reported).toHaveCount(0);

  // A bulletin from the finding, in words that a person may correct.
  await page.goto(address);
  await findings.getByRole('button', { name: '起草通报' }).click();
  await findings.getByRole('button', { name: '用选中的起草' }).click();
  const bulletin = page.getByRole('dialog', { name: '起草通报' });
  await expect(bulletin.getByLabel('标题')).toHaveValue('关于李秀英驻村工作情况的通报');
  await bulletin.getByRole('button', { name: '存为草稿' }).click();
  const drafted = page.getByRole('listitem').filter({ hasText: '关于李秀英驻村工作情况的通报' });
  await expect(drafted).toContainText('草稿');
  await drafted.getByRole('button').first().click();
  await drafted.getByRole('button', { name: '发布通报' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
  await expect(drafted).toContainText('已发布');

  // Whom it is about sees what is published, and nothing of the others.
  await signIn(page, account('李秀英'));
  await page.goto('/inspections');
  await expect(page.getByText('上午十点村部锁门。')).toBeVisible();
  await expect(page.getByRole('button', { name: '安排检查' })).toHaveCount(0);
  await page.goto('/inspections?tab=bulletins');
  await expect(page.getByText('关于李秀英驻村工作情况的通报')).toBeVisible();
});

test('an unannounced visit exists for the city alone', async ({ page }) => {
  for (const username of ['county', 'clerk', 'secretary', 'village', 'unit', '王建国', 'other_county']) {
    await signIn(page, account(username));
    for (const tab of ['coverage', 'list', 'findings', 'rectifications', 'bulletins']) {
      await page.goto(`/inspections?tab=${tab}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('督查');
      await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
      await expect(page.getByText('没有读取成功'), `${username} ${tab}`).toHaveCount(0);
      await expect(page.getByText(SECRET), `${username} ${tab}`).toHaveCount(0);
    }
  }
  await signIn(page, account('city'));
  await page.goto('/inspections');
  const hand = page.getByRole('region', { name: '手头的检查' });
  await hand.getByRole('link', { name: SECRET }).click();
  await expect(page.getByRole('region', { name: '抽样' })).toContainText('抽中 2 人');
  const address = new URL(page.url()).pathname;
  for (const username of ['county', '王建国']) {
    await signIn(page, account(username));
    await page.goto(address);
    await expect(page.getByText('没有这次检查，或者您看不到')).toBeVisible();
    await page.goto(`${address}/visit`);
    await expect(page.getByText('这次检查现在不能登记')).toBeVisible();
  }
});

test('inspections fit a phone for everybody who has them', async ({ page }) => {
  await page.setViewportSize(PHONE);
  for (const username of ['province', 'city', 'clerk', 'unit', 'village', 'reader', '王建国']) {
    await signIn(page, account(username));
    await page.goto('/inspections');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('督查');
    await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
    await expect(page.getByText('没有读取成功'), username).toHaveCount(0);
    expect(await sideways(page), username).toBeLessThanOrEqual(0);
  }
});
