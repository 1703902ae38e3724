import { expect, it } from 'vitest';
import type { HeldRole, SignedIn } from '../session/session';
import { areasOf, aroundOf, holdsCounties, shortName } from './areas';

function person(...roles: Partial<HeldRole>[]): SignedIn {
  const nowhere = { regionCode: null, placeName: null, unitName: null };
  const none = { role: '', title: '', ...nowhere, validFrom: null, validTo: null, actingFor: null };
  return {
    username: 'u',
    name: '周明远',
    mustChangePassword: false,
    mustEnrolSecondFactor: false,
    hasSecondFactor: false,
    isCadre: false,
    permissions: [],
    tenant: { code: '21', name: '辽宁省' },
    roles: roles.map((role) => ({ ...none, ...role })),
  };
}

it('the widest area comes first, and oneself last', () => {
  const areas = areasOf(
    person(
      { role: 'posted_cadre' },
      { role: 'unit_leader', unitName: '锦州市公安局' },
      { role: 'township_clerk', regionCode: '210726101', placeName: '辽宁省锦州市黑山县芳山镇' },
      { role: 'county_organiser', regionCode: '210726', placeName: '辽宁省锦州市黑山县' },
    ),
  );
  expect(areas.map((area) => area.role)).toEqual(['county_organiser', 'township_clerk', 'unit_leader', 'posted_cadre']);
  expect(areas.map(holdsCounties)).toEqual([true, false, false, false]);
  expect(areas.map((area) => shortName(area, '辽宁省'))).toEqual([
    '锦州市黑山县',
    '锦州市黑山县芳山镇',
    '锦州市公安局',
    '辽宁省',
  ]);
});

it('a team member, like a posted cadre, has themselves', () => {
  expect(areasOf(person({ role: 'team_member' }))).toMatchObject([{ kind: 'self', regionCode: null }]);
});

it('a team member is over oneself, as a posted cadre is', () => {
  const kinds = areasOf(person({ role: 'team_member' }, { role: 'posted_cadre' })).map((area) => area.kind);
  expect(kinds).toEqual(['self', 'self']);
});

it('the platform is a place without a code', () => {
  const [platform] = areasOf(person({ role: 'platform_operator' }));
  expect(platform).toMatchObject({ kind: 'place', regionCode: null });
});

it('a village does not hide its own name', () => {
  const [village] = areasOf(
    person({ role: 'village_branch', regionCode: '210726101200', placeName: '辽宁省锦州市黑山县芳山镇芳山村民委员会' }),
  );
  expect(village && aroundOf(village, '辽宁省')).toBe('辽宁省');
});
