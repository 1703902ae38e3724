import { expect, it } from 'vitest';
import { inputOf, shapeOf, type Typed, wrongCentre, wrongCorners } from './typed';

const CIRCLE: Typed = {
  name: ' 村部 ',
  kind: 'RADIUS',
  datum: 'GCJ02',
  validFrom: '2026-11-22',
  centre: '119.5312, 27.1903',
  radiusM: 300,
  corners: '27.1,119.1',
  seasonMonths: [],
};

it('a circle is sent with its centre and radius and no corners', () => {
  expect(inputOf(CIRCLE)).toEqual({
    name: '村部',
    kind: 'RADIUS',
    datum: 'GCJ02',
    validFrom: '2026-11-22',
    validTo: null,
    postingId: null,
    centre: { latitude: 27.1903, longitude: 119.5312 },
    radiusM: 300,
    vertices: [],
    seasonMonths: [],
  });
});

it('a polygon is sent with its corners alone', () => {
  const sent = inputOf({ ...CIRCLE, kind: 'POLYGON', corners: '27.1,119.1\n27.2,119.1\n27.2,119.2' });
  expect([sent.centre, sent.radiusM, sent.vertices?.length]).toEqual([null, null, 3]);
});

it('what makes no shape yet is not drawn, and says why', () => {
  expect(shapeOf({ kind: 'RADIUS', centre: '27.19', radiusM: 300 })).toBeUndefined();
  expect(shapeOf({ kind: 'POLYGON' })).toBeUndefined();
  expect(wrongCentre('27.19, 119.53')).toBeUndefined();
  expect(wrongCentre(undefined)).toContain('经纬度');
  expect(wrongCorners('27.19, 119.53')).toContain('3 个');
});
