import { describe, expect, it } from 'vitest';
import { parsePoint, parsePolygon } from './points';

it('a place is read in either order, with any comma', () => {
  expect(parsePoint('27.1903, 119.5312')).toEqual([27.1903, 119.5312]);
  expect(parsePoint('119.5312，27.1903')).toEqual([27.1903, 119.5312]);
  expect(parsePoint('27.1903')).toEqual({ words: '请填一对经纬度，如 27.1903, 119.5312。' });
  expect(parsePoint('2.1, 3.2')).toEqual({ words: '经纬度不在国内，请核对。' });
});

describe('a polygon', () => {
  const corners = [
    [27.1945, 119.535],
    [27.1968, 119.5392],
    [27.1941, 119.5421],
  ];

  it('is read from lines, a repeated last corner left out', () => {
    expect(parsePolygon('27.1945 119.5350\n119.5392,27.1968\n27.1941,119.5421\n27.1945,119.5350')).toEqual({ points: corners });
  });

  it('is read from GeoJSON, bare or in a feature', () => {
    const geometry = {
      type: 'Polygon',
      coordinates: [[[119.535, 27.1945], [119.5392, 27.1968], [119.5421, 27.1941, 80], [119.535, 27.1945]]],
    };
    expect(parsePolygon(JSON.stringify(geometry))).toEqual({ points: corners });
    const feature = { type: 'Feature', properties: {}, geometry };
    expect(parsePolygon(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))).toEqual({ points: corners });
  });

  it('that cannot be read is told why', () => {
    expect(parsePolygon(' ')).toEqual({ words: '请粘贴各个顶点。' });
    expect(parsePolygon('27.1,119.1\n27.2,119.2')).toEqual({ words: '多边形至少要有 3 个不同的顶点。' });
    expect(parsePolygon('27.1,119.1\n村部\n27.2,119.2')).toEqual({
      words: '第 2 个顶点“村部”不是国内的一对经纬度，请核对。',
    });
    expect(parsePolygon('{"type":"Point","coordinates":[119,27]}')).toHaveProperty('words');
    expect(parsePolygon('{坏的')).toHaveProperty('words');
  });
});
