import { expect, it } from 'vitest';
import { termOf } from './terms';

it('a term names its last day, not the day after it', () => {
  expect(termOf({ validFrom: '2026-10-20', validTo: '2026-11-01' })).toBe('2026年10月20日起，到2026年10月31日为止');
  expect(termOf({ validFrom: '2026-10-20', validTo: null })).toBe('2026年10月20日起，没有期限');
  expect(termOf({ validFrom: null, validTo: null })).toBe('');
});
