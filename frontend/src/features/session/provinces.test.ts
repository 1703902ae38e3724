import { expect, it } from 'vitest';
import { PROVINCES, tenantCode } from './provinces';

it('a province is found by its name, and a code stays what it is', () => {
  expect(PROVINCES).toHaveLength(31);
  expect(['辽宁', ' 辽宁省 ', '21', 'platform', '宁'].map(tenantCode)).toEqual(['21', '21', '21', 'platform', '宁']);
});
