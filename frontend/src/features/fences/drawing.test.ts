import { expect, it } from 'vitest';
import { barOf, drawingOf } from './drawing';

it('a circle lies in the middle, with room around it', () => {
  const drawing = drawingOf([{ centre: [27.19, 119.53], radiusM: 300 }]);
  const circle = drawing?.shapes[0]?.circle;
  expect(circle?.radius).toBe(300);
  expect(circle?.at.map((part) => Math.abs(Math.round(part)))).toEqual([0, 0]);
  expect(drawing?.side).toBeCloseTo(840);
  expect(drawing?.bar).toEqual({ metres: 200, words: '200 米' });
});

it('north is above, and a degree of latitude is 111 km', () => {
  const drawing = drawingOf([{ vertices: [[27, 119], [28, 119], [27.5, 119.1]] }]);
  const [south, north] = drawing?.shapes[0]?.corners ?? [];
  expect(Math.round(((south?.[1] ?? 0) - (north?.[1] ?? 0)) / 1000)).toBe(111);
});

it('nothing has no drawing', () => {
  expect(drawingOf([])).toBeUndefined();
});

it('a scale bar has a round length', () => {
  expect([120, 499, 500, 2600].map((most) => barOf(most).words)).toEqual(['100 米', '200 米', '500 米', '2 公里']);
});
