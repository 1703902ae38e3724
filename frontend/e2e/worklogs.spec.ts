import { account, expect, PHONE, sideways, signIn, test } from './people';

const PHOTO = process.env.XUANPAI_PHOTO ?? '';
const SHANGHAI = { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric' } as const;
const YESTERDAY = new Intl.DateTimeFormat('zh-CN', SHANGHAI).formatToParts(new Date(Date.now() - 86_400_000));
const part = (type: string) => YESTERDAY.find((one) => one.type === type)?.value.replace(/\D/g, '') ?? '';
const MISSING = `${part('month')}月${part('day')}日`;
const ITEM = '给王大娘代办残疾证';

test.use({ viewport: PHONE });

test('a missing day is one tap away, and its log is written from a template, dictation and what was left open', async ({ page }) => {
  await signIn(page, account('唐文'));
  const missing = page.getByRole('group', { name: '缺日志的日子' });
  await missing.getByRole('button', { name: MISSING }).click();
  const log = page.getByRole('region', { name: `${MISSING}的工作日志` });
  await log.getByRole('button', { name: '入户走访' }).click();
  const content = log.getByLabel('工作内容');
  await expect(content).toHaveValue('工作内容：\n走访户数：\n下一步：');
  await expect(log.getByRole('list', { name: '还缺什么' })).toHaveText('地点还没有写。');

  // A skeleton that nobody filled in is no content.
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByRole('status')).toContainText('还不完整：工作内容只有标题、没有填写，缺地点');

  await content.fill('');
  await log.getByRole('button', { name: '粘贴语音文字' }).click();
  await log.getByLabel('语音转的文字').fill('嗯，今天上午走访了三户脱贫户\n 下午开了村两委会');
  await log.getByRole('button', { name: '放进日志' }).click();
  await expect(content).toHaveValue('今天上午走访了三户脱贫户，下午开了村两委会。');
  await log.getByRole('button', { name: '填上走访 3 户' }).click();
  await expect(log.getByLabel('走访户数')).toHaveValue('3');
  await log.getByRole('group', { name: '填上地点' }).getByRole('button').first().click();
  await expect(log.getByLabel('地点', { exact: true })).not.toHaveValue('');
  await expect(log.getByRole('list', { name: '还缺什么' })).toHaveText('写了走访或帮扶的，请附照片佐证。');
  await log.getByLabel('加照片').setInputFiles(PHOTO);
  await expect(log.getByRole('list', { name: '还缺什么' })).toHaveCount(0);

  const items = log.getByRole('region', { name: '待办' });
  await items.getByRole('button', { name: '接着办' }).click();
  await expect(content).toHaveValue(new RegExp(`继续办理.*“${ITEM}”：$`));
  await items.getByRole('button', { name: '办结' }).click();
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByRole('alert')).toContainText('有待办没写怎么办的');
  await items.getByLabel(`怎么办的：${ITEM}`).fill('证已送到家里。');
  await log.getByLabel('了解到的问题').fill('路灯坏了两盏');
  await items.getByRole('button', { name: /列为待办/ }).click();
  await expect(items.getByText('路灯坏了两盏')).toBeVisible();
  await log.getByRole('button', { name: '保存日志' }).click();
  await expect(log.getByRole('status')).toContainText('日志已保存。月表盖章前都可以修改。');
  await expect(missing).toHaveCount(0);

  // What yesterday opened is offered today; what it settled is not.
  await log.getByRole('button', { name: '回到今天' }).click();
  const today = page.getByRole('region', { name: '今天的工作日志' });
  await expect(today.getByRole('region', { name: '待办' })).toContainText('路灯坏了两盏');
  await expect(today.getByText(ITEM)).toHaveCount(0);
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});

test('templates and open items of one city are no business of another', async ({ page }) => {
  await signIn(page, account('刘洋'));
  await expect(page.getByLabel('工作内容')).toBeVisible();
  await expect(page.getByRole('status', { name: /^正在/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: '入户走访' })).toHaveCount(0);
  await expect(page.getByText(ITEM)).toHaveCount(0);
});
