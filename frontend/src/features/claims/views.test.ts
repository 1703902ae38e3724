import { expect, it } from 'vitest';
import { viewsOf } from './views';

it('each person is shown what is theirs to do first', () => {
  const names = (rights: Parameters<typeof viewsOf>[0]) => viewsOf(rights).map((one) => one.value);
  expect(names({ claims: true, decides: false, reads: false })).toEqual(['mine']);
  expect(names({ claims: false, decides: true, reads: true })).toEqual(['waiting', 'claims', 'conflicts']);
  expect(names({ claims: false, decides: false, reads: true })).toEqual(['claims', 'conflicts']);
});
