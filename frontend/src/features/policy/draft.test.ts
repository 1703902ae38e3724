import { expect, it } from 'vitest';
import { effectOf, type Role, type Rule, turnable, turned } from './draft';

const rule: Rule = {
  action: 'sheet:seal',
  title: '月表盖章',
  byDefault: true,
  override: null,
  reason: null,
  allowed: true,
  mayAllow: true,
};
const role: Role = { role: 'township_clerk', title: '乡镇经办人', people: 1, rules: [rule] };

it('what is turned asks for the default again where that will do', () => {
  expect(effectOf(rule)).toBe('DENY');
  expect(effectOf({ ...rule, allowed: false, override: 'DENY' })).toBe('DEFAULT');
  expect(effectOf({ ...rule, byDefault: false, allowed: false })).toBe('ALLOW');
  expect(effectOf({ ...rule, byDefault: false, allowed: true, override: 'ALLOW' })).toBe('DEFAULT');
});

it('a rule turned twice is no change', () => {
  const once = turned(new Map(), role, rule);
  expect([...once.keys()]).toEqual(['township_clerk sheet:seal']);
  expect(turned(once, role, rule).size).toBe(0);
});

it('what may not be allowed can only be taken away', () => {
  expect(turnable({ ...rule, allowed: false, mayAllow: false })).toBe(false);
  expect(turnable({ ...rule, allowed: true, mayAllow: false })).toBe(true);
});
