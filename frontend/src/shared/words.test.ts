import { expect, it } from 'vitest';
import { placeWithin } from './words';

it('a village is called by its name, within the place that is on the page', () => {
  const village = '辽宁省锦州市黑山县芳山镇芳山村民委员会';
  expect(placeWithin(village, '辽宁省锦州市黑山县')).toBe('芳山镇芳山村');
  expect(placeWithin(village, '辽宁省')).toBe('锦州市黑山县芳山镇芳山村');
  expect(placeWithin(village, undefined)).toBe('辽宁省锦州市黑山县芳山镇芳山村');
  expect(placeWithin('辽宁省锦州市北镇市广宁街道东关社区居民委员会', '辽宁省锦州市北镇市')).toBe('广宁街道东关社区');
  expect(placeWithin('福建省宁德市寿宁县斜滩镇楼下村委会', '福建省宁德市寿宁县')).toBe('斜滩镇楼下村');
  expect(placeWithin('辽宁省锦州市', '辽宁省锦州市')).toBe('辽宁省锦州市');
});
