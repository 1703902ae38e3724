import { expect, it } from 'vitest';
import { householdsIn, lacking, lackingWhenSaved, tidied, withSentence, withTemplate } from './words';

it('a template fills an empty log and comes under what is written', () => {
  expect(withTemplate(' \n', '工作内容：')).toBe('工作内容：');
  expect(withTemplate('上午开会。\n', '工作内容：')).toBe('上午开会。\n工作内容：');
  expect(withSentence('', '继续办理：修路。')).toBe('继续办理：修路。');
});

it('dictated text loses its sounds and breaks and gets an end', () => {
  expect(tidied('嗯，今天上午走访了三户\n 呃 下午开了 村两委会')).toBe('今天上午走访了三户，下午开了村两委会。');
  expect(tidied('核对补助金额。\n已完成。')).toBe('核对补助金额。已完成。');
  expect(tidied('已完成。')).toBe('已完成。');
  expect(tidied('联系 WiFi 安装 2 处')).toBe('联系WiFi安装2处。');
  expect(tidied('  ')).toBe('');
});

it.each([
  ['上午走访了三户脱贫户', 3],
  ['入户走访12户', 12],
  ['看望困难老人两家', 2],
  ['走访脱贫户二十一户', 21],
  ['对十户进行了走访', 10],
  ['全村共300户', undefined],
  ['走访', undefined],
])('%s tells of %s households', (text, count) => {
  expect(householdsIn(text)).toBe(count);
});

it('what a log lacks is named, proof only where visits or help are told of', () => {
  const whole = { content: '开会', place: '村部', householdsVisited: 0, helpGiven: '', proven: false };
  expect(lacking(whole)).toEqual([]);
  expect(lacking({ ...whole, place: ' ', content: '' })).toEqual(['工作内容还没有写。', '地点还没有写。']);
  expect(lacking({ ...whole, householdsVisited: 2 })).toEqual(['写了走访或帮扶的，请附照片佐证。']);
  expect(lacking({ ...whole, helpGiven: '送医', proven: true })).toEqual([]);
});

it('the verdict on a saved log is told in one line', () => {
  expect(lackingWhenSaved({ content: '工作内容：', incomplete: ['CONTENT', 'PLACE'], evidenceMissing: true })).toBe(
    '工作内容只有标题、没有填写，缺地点，走访或帮扶缺佐证照片',
  );
  expect(lackingWhenSaved({ content: '开会', incomplete: [], evidenceMissing: false })).toBe('');
});
