import type { RegionLevel } from '../gql/graphql';

/** A role of a province: over a place of these levels, over a sending unit, or over oneself. */
export interface Role {
  code: string;
  title: string;
  axis: 'place' | 'unit' | 'self';
  levels: readonly RegionLevel[];
  /** One of the three administrations that exclude one another: given by two persons. */
  administers: boolean;
}

const place = (code: string, title: string, ...levels: RegionLevel[]): Role => ({
  code,
  title,
  axis: 'place',
  levels,
  administers: false,
});
const administers = (code: string, title: string): Role => ({ ...place(code, title, 'PROVINCE'), administers: true });
const other = (code: string, title: string, axis: 'unit' | 'self'): Role => ({
  code,
  title,
  axis,
  levels: [],
  administers: false,
});

export const ROLES: readonly Role[] = [
  place('province_organiser', '省委组织部', 'PROVINCE'),
  place('city_organiser', '市委组织部', 'CITY'),
  place('county_organiser', '县（市、区）委组织部', 'COUNTY'),
  place('township_secretary', '乡镇党委书记', 'TOWNSHIP'),
  place('township_clerk', '乡镇经办人', 'TOWNSHIP'),
  place('village_branch', '村党组织', 'VILLAGE'),
  other('unit_leader', '派出单位负责人', 'unit'),
  other('unit_liaison', '派出单位联络员', 'unit'),
  place('inspector', '督查室', 'PROVINCE', 'CITY', 'COUNTY'),
  place('finance', '财政部门', 'PROVINCE', 'CITY', 'COUNTY'),
  place('reader', '只读查阅', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP'),
  other('posted_cadre', '选派干部', 'self'),
  other('team_member', '工作队员', 'self'),
  administers('tenant_administrator', '租户系统管理员'),
  administers('security_administrator', '租户安全管理员'),
  administers('auditor', '租户审计管理员'),
];

export function roleOf(code: string | null | undefined): Role | undefined {
  return ROLES.find((role) => role.code === code);
}
