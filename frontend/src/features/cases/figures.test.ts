import { expect, test } from 'vitest';
import { type Figure, kindLines, placeLines, total } from './figures';

const figure = (regionCode: string, kind: Figure['kind'], open: number, asked = 0, answered = 0): Figure => ({
  regionCode,
  placeName: `地方${regionCode}`,
  kind,
  open,
  asked,
  answered,
});
const FIGURES = [
  figure('371312', 'FIGURES_DIFFER', 1),
  figure('371312001', 'PRESENCE_DOUBT', 1, 1),
  figure('371312004', 'PRESENCE_DOUBT', 2, 2, 1),
  figure('371312004', 'SIGNATURE_CONTRADICTED', 2),
];

test('what waits is summed over places and kinds', () => {
  expect(total(FIGURES)).toEqual({ open: 6, asked: 3, answered: 1 });
  expect(total([])).toEqual({ open: 0, asked: 0, answered: 0 });
});

test('kinds come with the most first', () => {
  expect(kindLines(FIGURES).map(({ title, open, answered }) => [title, open, answered])).toEqual([
    ['在岗存疑', 3, 1],
    ['与签字不符', 2, 0],
    ['数字不符', 1, 0],
  ]);
});

test('places are of the kind that was chosen, and what is the place’s own leads nowhere', () => {
  const shown = (kind: Figure['kind'] | null) => placeLines(FIGURES, kind, '371312').map(({ title, open, own }) => [title, open, own]);
  expect(shown(null)).toEqual([
    ['地方371312004', 4, false],
    ['地方371312本级', 1, true],
    ['地方371312001', 1, false],
  ]);
  expect(shown('PRESENCE_DOUBT')).toEqual([
    ['地方371312004', 2, false],
    ['地方371312001', 1, false],
  ]);
});
