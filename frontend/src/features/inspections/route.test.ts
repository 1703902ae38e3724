import { describe, expect, it } from 'vitest';
import { type Draw, drawnPeople, leadingDraw, stopsOf } from './route';

const PEOPLE = [
  { id: '1', name: '王建国', regionCode: 'a', placeName: '芳山镇甲村' },
  { id: '2', name: '李秀英', regionCode: 'b', placeName: '芳山镇乙村' },
  { id: '3', name: '张伟', regionCode: 'b', placeName: '芳山镇乙村' },
];
const DRAW = { kind: 'VILLAGES', route: ['b', 'c'], routeNames: ['乙村', '丙村'], members: [] } as unknown as Draw;

describe('the way along the villages', () => {
  it('follows the drawn route and leaves out whoever lives elsewhere', () => {
    const stops = stopsOf(PEOPLE, DRAW);
    expect(stops.map(({ name, people }) => [name, people.map((one) => one.name)])).toEqual([
      ['乙村', ['李秀英', '张伟']],
      ['丙村', []],
    ]);
  });

  it('goes by place without a draw', () => {
    expect(stopsOf(PEOPLE, undefined).map(({ regionCode }) => regionCode)).toEqual(['a', 'b']);
  });

  it('goes by the drawn people before drawn villages', () => {
    const cadres = { ...DRAW, kind: 'CADRES' } as Draw;
    expect(leadingDraw([DRAW, cadres])).toBe(cadres);
    expect(leadingDraw([DRAW])).toBe(DRAW);
    expect(leadingDraw([])).toBeUndefined();
  });

  it('takes from a draw of people whoever may be seen', () => {
    const posting = { id: '1', placeName: '芳山镇甲村', cadre: { id: 'c', name: '王建国' } };
    const members = [
      { rank: 1, key: '1', regionCode: 'a', posting },
      { rank: 2, key: '2', regionCode: 'b', posting: null },
    ];
    const drawn = drawnPeople({ ...DRAW, members });
    expect(drawn).toEqual([{ id: '1', name: '王建国', regionCode: 'a', placeName: '芳山镇甲村' }]);
  });
});
