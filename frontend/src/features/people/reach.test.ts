import { expect, it } from 'vitest';
import { roleOf } from '../../shared/roles';
import { levelsWithin, rolesWithin } from './reach';

it('a county gives no role over a city or a province', () => {
  const codes = rolesWithin('210726', false).map((role) => role.code);
  expect(codes).not.toContain('city_organiser');
  expect(codes).not.toContain('province_organiser');
  expect(codes).toContain('county_organiser');
  expect(codes).toContain('unit_leader');
  expect(rolesWithin('210726', true)).toEqual([]);
});

it('a role of several levels is given on those within', () => {
  const finance = roleOf('finance');
  expect(finance && levelsWithin(finance, '2107')).toEqual(['CITY', 'COUNTY']);
  expect(rolesWithin('21', true).map((role) => role.code)).toEqual([
    'tenant_administrator',
    'security_administrator',
    'auditor',
  ]);
});
