import { expect, test } from 'vitest';
import { readFilter } from './filter';

test('the address says which list, of what', () => {
  const address = 'view=signals&place=371312004&signal=TEXT_COPIED&month=2026-10&posting=p1&answered=no&state=ALL&kind=LEAVE_LIMIT&lead=l1';
  expect(readFilter(new URLSearchParams(address))).toEqual({
    view: 'signals',
    area: null,
    place: '371312004',
    state: 'ALL',
    kind: 'LEAVE_LIMIT',
    signal: 'TEXT_COPIED',
    month: '2026-10',
    posting: 'p1',
    answered: false,
    lead: 'l1',
  });
});

test('what the address says wrongly is as if it said nothing', () => {
  const filter = readFilter(new URLSearchParams('view=toString&state=SHUT&kind=X&signal=&month=2026-13&answered=maybe'));
  expect(filter).toMatchObject({ view: null, state: null, kind: null, signal: null, month: null, answered: null });
});
