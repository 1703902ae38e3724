import { expect, it } from 'vitest';
import { byKind, byPlace, type PlaceOfEvents, together } from './tally';

function row(regionCode: string, kind: PlaceOfEvents['kind'], figures: Partial<PlaceOfEvents>): PlaceOfEvents {
  const none = { events: 1, begun: 1, required: 0, present: 0, onLeave: 0, absent: 0, unrecorded: 0 };
  return { regionCode, name: `${regionCode}镇`, kind, ...none, ...figures };
}

const ROWS = [
  row('210726101', 'EMERGENCY', { required: 2, present: 2 }),
  row('210726102', 'EMERGENCY', { required: 3, present: 1, unrecorded: 2 }),
  row('210726103', 'KEY_TASK', { required: 3, present: 2, absent: 1 }),
  row('210726103', 'EMERGENCY', { events: 2, begun: 1, required: 1, onLeave: 1 }),
];

it('the figures of all places are the sum of their rows', () => {
  expect(together(ROWS)).toEqual({ events: 5, begun: 4, required: 9, present: 5, onLeave: 1, absent: 1, unrecorded: 2 });
  expect(together([]).required).toBe(0);
});

it('places where somebody was missing come first, then those where nobody has recorded', () => {
  const places = byPlace(ROWS, '210726');
  expect(places.map((place) => place.code)).toEqual(['210726103', '210726102', '210726101']);
  expect(places[0]).toMatchObject({ name: '210726103镇', events: 3, required: 4, absent: 1, own: false });
});

it('what belongs to the place itself is named so and opens nothing', () => {
  expect(byPlace(ROWS, '210726101').find((place) => place.own)).toMatchObject({ name: '210726101镇本级' });
});

it('all five kinds have a line, also those of which there was nothing', () => {
  const kinds = byKind(ROWS);
  expect(kinds.map(({ kind, events }) => [kind, events])).toEqual([
    ['IMPORTANT_MEETING', 0],
    ['KEY_TASK', 1],
    ['HARD_PROBLEM', 0],
    ['MAJOR_DISPUTE', 0],
    ['EMERGENCY', 4],
  ]);
});
