import { Form, Select } from 'antd';
import { useMemo } from 'react';
import type { RegionLevel } from '../../gql/graphql';
import { civilDay, type Day } from '../../shared/days';
import { roleOf } from '../../shared/roles';
import { DayField } from '../acts/DayField';
import { CadreFinder, PlaceFinder, UnitFinder } from '../acts/PlaceFinder';
import { widestPlace } from '../acts/widest';
import { may, useSession } from '../session/session';
import { levelsWithin, rolesWithin } from './reach';

/** What a form says of a role to be given. */
export interface TypedRole {
  role?: string | null;
  regionCode?: string | null;
  unitId?: string | null;
  cadreId?: string | null;
  validFrom?: Day | null;
  validTo?: Day | null;
}

interface Props {
  administering?: boolean;
  /** Whether a role has to be chosen. */
  needed?: boolean;
  /** Without the first day: the act has one of its own. */
  withoutStart?: boolean;
  /** With the cadre whose account it is, for a role over oneself. */
  cadre?: boolean;
}

/** The fields of a role to be given: which, where, from when, until when. */
export function RoleFields({ administering = false, needed = true, withoutStart = false, cadre = false }: Props) {
  const { viewer } = useSession();
  const form = Form.useFormInstance<TypedRole>();
  const chosen = roleOf(Form.useWatch('role', form));
  const place = widestPlace(viewer);
  const roles = useMemo(() => rolesWithin(place, administering), [place, administering]);
  const levels = useMemo<RegionLevel[]>(() => (chosen ? levelsWithin(chosen, place) : []), [chosen, place]);
  return (
    <>
      <Form.Item name="role" label="角色" rules={needed ? [{ required: true, message: '请选择角色。' }] : []}>
        <Select
          placeholder={needed ? '选择角色' : '可以以后再任命'}
          allowClear={!needed}
          options={roles.map(({ code, title }) => ({ value: code, label: title }))}
          onChange={(code: string | undefined) => {
            form.setFieldsValue({ regionCode: onlyPlace(code, place), unitId: null, cadreId: null });
          }}
        />
      </Form.Item>
      {chosen?.axis === 'place' && onlyPlace(chosen.code, place) === null && (
        <Form.Item name="regionCode" label="管辖地" rules={[{ required: true, message: '请选择管辖地。' }]}>
          <PlaceFinder levels={levels} />
        </Form.Item>
      )}
      {chosen?.axis === 'place' && onlyPlace(chosen.code, place) !== null && <Form.Item name="regionCode" hidden />}
      {chosen?.axis === 'unit' && (
        <Form.Item name="unitId" label="派出单位" rules={[{ required: true, message: '请选择派出单位。' }]}>
          <UnitFinder />
        </Form.Item>
      )}
      {chosen?.axis === 'self' && cadre && may(viewer, 'cadre:read') && (
        <Form.Item name="cadreId" label="选派干部" rules={[{ required: true, message: '请选择选派干部本人。' }]}>
          <CadreFinder />
        </Form.Item>
      )}
      {chosen && (
        <>
          {!withoutStart && (
            <Form.Item name="validFrom" label="开始日期" extra="不填为今天。">
              <DayField from={civilDay()} />
            </Form.Item>
          )}
          <Form.Item name="validTo" label="到期日期" extra="从这一天起不再有效；不填为没有期限。">
            <DayField from={civilDay()} placeholder="没有期限" />
          </Form.Item>
        </>
      )}
    </>
  );
}

/** What the service is told of the role that was typed. */
export function appointmentOf({ role, regionCode, unitId, validFrom, validTo }: TypedRole) {
  return {
    role: role ?? '',
    regionCode: regionCode ?? null,
    unitId: unitId ?? null,
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
  };
}

/** The province, for a role that is held over nothing else. */
function onlyPlace(code: string | undefined, place: string | undefined): string | null {
  const role = roleOf(code);
  const province = role?.levels.length === 1 && role.levels[0] === 'PROVINCE';
  return province ? (place ?? null) : null;
}
