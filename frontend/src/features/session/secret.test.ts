import { expect, it } from 'vitest';
import { groupsOfFour } from './secret';

it('a key is read in groups of four', () => {
  expect(groupsOfFour('JBSWY3DPEHPK3PXPAB')).toBe('JBSW Y3DP EHPK 3PXP AB');
  expect(groupsOfFour('')).toBe('');
});
