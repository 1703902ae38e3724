import { expect, it } from 'vitest';
import { capacityOf, changesOf, factsOf } from './changes';

it('before and after are told side by side, what is new and what is gone too', () => {
  const before = { role: 'reader', valid_to: null, note: '旧' };
  const after = { role: 'reader', valid_to: '2026-12-01', fields: ['phone', 'address'] };
  expect(changesOf(before, after)).toEqual([
    { name: '角色', before: '只读查阅', after: '只读查阅' },
    { name: '到这一天为止', before: null, after: '2026-12-01' },
    { name: '说明', before: '旧', after: null },
    { name: '字段', before: null, after: 'phone、address' },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});

it('a fact without a Chinese name keeps its own, and what is empty is left out', () => {
  expect(factsOf({ operation: 'Cadres', lane_width: 3, search: null })).toEqual([
    ['操作', 'Cadres'],
    ['lane_width', '3'],
  ]);
});

it('a capacity is told by the title of its role', () => {
  expect(capacityOf('auditor@21')).toBe('租户审计管理员（21）');
  expect(capacityOf('posted_cadre@')).toBe('选派干部');
});
