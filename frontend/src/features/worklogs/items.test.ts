import { expect, it } from 'vitest';
import { itemsOf, offered, sent, withOpened, withoutOpened, withSettled, wordless } from './items';

const LOG = {
  day: '2026-11-22',
  place: null,
  openedItems: [{ id: 'a', text: '路灯不亮', state: 'OPEN' as const }],
  settledItems: [{ id: 'b', text: '低保材料', openedOn: '2026-11-20', state: 'DONE' as const, outcome: '已送镇里' }],
};

it('rewriting a log begins with what it said', () => {
  expect(itemsOf(LOG)).toEqual({ opened: ['路灯不亮'], settled: { b: { dropped: false, outcome: '已送镇里' } } });
  expect(itemsOf(undefined)).toEqual({ opened: [], settled: {} });
});

it('what the log has settled stays to be seen beside what is open', () => {
  const open = { id: 'c', text: '修水渠', openedOn: '2026-11-21' };
  const desk = { myOpenItems: { nodes: [open] } };
  expect(offered(desk, LOG).map((item) => item.id)).toEqual(['c', 'b']);
});

it('an item said to be settled needs words about how, and is sent with them', () => {
  const silent = withSettled(itemsOf(LOG), 'c', { dropped: false, outcome: ' ' });
  expect(wordless(silent)).toEqual(['c']);
  const items = withSettled(silent, 'c', { dropped: true, outcome: ' 户主不同意 ' });
  expect(wordless(items)).toEqual([]);
  expect(sent(items).settledItems).toContainEqual({ id: 'c', dropped: true, outcome: '户主不同意' });
  expect(sent(withSettled(items, 'b', undefined)).settledItems.map(({ id }) => id)).toEqual(['c']);
});

it('an item is opened once, and never without words', () => {
  const once = withOpened(itemsOf(LOG), ' 水管  漏水 ');
  expect(withOpened(withOpened(once, '水管 漏水'), ' ').opened).toEqual(['路灯不亮', '水管 漏水']);
  expect(withoutOpened(once, '路灯不亮').opened).toEqual(['水管 漏水']);
});
