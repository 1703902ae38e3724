import { expect, it } from 'vitest';
import { filterOf, NOTHING } from './filter';

it('the last day is asked for to its end, in Shanghai', () => {
  expect(filterOf({ ...NOTHING, from: '2026-02-27', to: '2026-02-28', subject: ' x ' })).toEqual({
    accountId: null,
    action: null,
    kind: null,
    since: '2026-02-27T00:00:00+08:00',
    until: '2026-03-01T00:00:00+08:00',
    subject: 'x',
    reason: null,
  });
});
