import { Checkbox, Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { useClient } from 'urql';
import type { InspectionMethod } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day, monthOf, monthTitle } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { PlaceFinder } from '../acts/PlaceFinder';
import { widestPlace } from '../acts/widest';
import { useSession } from '../session/session';
import { choices, METHODS } from './terms';
import { PLAN_INSPECTION } from './writing';

/** What is known beforehand of a plan. */
export interface Proposal {
  regionCode?: string;
  title?: string;
}

type Way = 'withoutNotice' | 'withoutRoute' | 'straightToVillage' | 'randomHouseholds';

interface Typed {
  method: InspectionMethod;
  title?: string;
  regionCode: string;
  plannedOn: Day;
  ways: Way[];
}

const WAYS: { value: Way; label: string }[] = [
  { value: 'withoutNotice', label: '不打招呼' },
  { value: 'withoutRoute', label: '不设路线' },
  { value: 'straightToVillage', label: '直接进村' },
  { value: 'randomHouseholds', label: '随机入户' },
];

interface Props {
  proposal: Proposal;
  done: (id: string) => void;
  close: () => void;
}

/** Planning one inspection: how, where, when; it is known to nobody whom it will look at. */
export function PlanDialog({ proposal, done, close }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const [form] = Form.useForm<Typed>();
  const method = Form.useWatch('method', form);
  const planned = useRef('');
  const today = civilDay();
  return (
    <ActDialog<Typed>
      title="安排检查"
      lead="公布以前，只有本级和上级安排检查的人知道；对被查的地方、单位和干部，它不存在。"
      label="安排"
      form={form}
      initial={{
        method: 'SPOT_CHECK',
        regionCode: proposal.regionCode ?? widestPlace(viewer) ?? '',
        plannedOn: today,
        ways: [],
        ...(proposal.title !== undefined && { title: proposal.title }),
      }}
      act={async ({ method: how, title = '', regionCode, plannedOn, ways }, idempotencyKey) => {
        const named = title.trim() === '' ? `${monthTitle(monthOf(plannedOn))}${METHODS[how]}` : title.trim();
        const chosen = Object.fromEntries(WAYS.map(({ value }) => [value, ways.includes(value)]));
        const { planInspection } = await tell(client, PLAN_INSPECTION, {
          input: { idempotencyKey, method: how, title: named, regionCode, plannedOn, ...chosen },
        });
        planned.current = planInspection.id;
      }}
      done={() => {
        done(planned.current);
      }}
      close={close}
    >
      <Form.Item name="method" label="方式">
        <Select options={choices(METHODS)} />
      </Form.Item>
      <Form.Item name="regionCode" label="查哪里" rules={[{ required: true, message: '请选择查哪里。' }]}>
        <PlaceFinder />
      </Form.Item>
      <Form.Item name="plannedOn" label="哪一天" rules={[{ required: true, message: '请选择日期。' }]}>
        <DayField from={today} />
      </Form.Item>
      <Form.Item name="title" label="名称" extra="不填的，按月份和方式取名。">
        <Input maxLength={100} />
      </Form.Item>
      {method === 'UNANNOUNCED' ? (
        <p style={{ marginBottom: 16 }}>暗访一律不打招呼、不设路线、直接进村、随机入户。</p>
      ) : (
        <Form.Item name="ways" label="怎么去">
          <Checkbox.Group options={WAYS} />
        </Form.Item>
      )}
    </ActDialog>
  );
}
