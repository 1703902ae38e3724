import { Form, Input, InputNumber, Radio, Segmented } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { DrawKind, RegionLevel } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { useReading } from '../../shared/useReading';
import { ActDialog } from '../acts/ActDialog';
import { PlaceFinder } from '../acts/PlaceFinder';
import styles from './Inspections.module.css';
import { INSPECTION_COVERAGE } from './operations';
import type { Inspection } from './planning';
import { choices } from './terms';
import { DRAW_SAMPLE } from './writing';

type Size = 'percent' | 'number' | 'all';

interface Typed {
  kind: DrawKind;
  size: Size;
  percent?: number | null;
  number?: number | null;
  village?: string | null;
  households?: number | null;
  seed?: string;
}

const KINDS: Record<DrawKind, string> = { CADRES: '抽人', VILLAGES: '抽村，排路线', HOUSEHOLDS: '抽农户' };
const VILLAGES: readonly RegionLevel[] = ['VILLAGE'];
const PROVINCE_DIGITS = 2;

interface Props {
  inspection: Inspection;
  done: () => void;
  close: () => void;
}

/** Drawing by lot, once for good: what, how many, and with which seed. */
export function DrawDialog({ inspection, done, close }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch('kind', form);
  const size = Form.useWatch('size', form);
  const asked = useAsked(inspection);
  return (
    <ActDialog<Typed>
      title="抽样"
      lead="抽中谁就查谁：同一处只能抽一次，不能重抽。总体名单和种子随结果留存，任何人可以复算。"
      label="抽取"
      form={form}
      initial={{ kind: 'CADRES', size: 'percent', percent: 10 }}
      act={(typed, idempotencyKey) =>
        tell(client, DRAW_SAMPLE, {
          input: {
            idempotencyKey,
            inspectionId: inspection.id,
            kind: typed.kind,
            percent: typed.size === 'percent' ? String(typed.percent ?? '') : null,
            number: typed.size === 'number' ? (typed.number ?? null) : null,
            regionCode: typed.kind === 'HOUSEHOLDS' ? (typed.village ?? null) : null,
            households: typed.kind === 'HOUSEHOLDS' ? (typed.households ?? null) : null,
            seed: (typed.seed ?? '').trim() === '' ? null : (typed.seed ?? '').trim(),
          },
        })
      }
      done={done}
      close={close}
    >
      {kind === 'CADRES' && asked !== undefined && <p className={styles.asked}>{asked}</p>}
      <Form.Item name="kind" label="抽什么">
        <Segmented block options={choices(KINDS)} />
      </Form.Item>
      {kind === 'HOUSEHOLDS' && (
        <>
          <Form.Item name="village" label="哪个村" rules={[{ required: true, message: '请选择一个村。' }]}>
            <PlaceFinder levels={VILLAGES} placeholder="输入村名开头几个字" />
          </Form.Item>
          <Form.Item name="households" label="全村户数" extra="登记簿里有农户的不用填；没有的，按户号从 1 排。">
            <InputNumber min={1} max={20_000} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </>
      )}
      <Form.Item name="size" label="抽多少">
        <Radio.Group
          options={[
            { value: 'percent', label: '按比例' },
            { value: 'number', label: '按数量' },
            ...(kind === 'VILLAGES' ? [{ value: 'all', label: '全部，只排路线' }] : []),
          ]}
        />
      </Form.Item>
      {size === 'percent' && (
        <Form.Item name="percent" label="比例（%）" rules={[{ required: true, message: '请填比例。' }]} extra="不足一个的进位。">
          <InputNumber min={0.1} max={100} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {size === 'number' && (
        <Form.Item name="number" label="数量" rules={[{ required: true, message: '请填数量。' }]}>
          <InputNumber min={1} max={20_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item
        name="seed"
        label="种子（可不填）"
        extra="当众摇号的，把号码填在这里，8 位以上字母或数字；不填的由系统随机生成。"
        rules={[{ pattern: /^\s*[0-9A-Za-z]{8,128}\s*$/, message: '种子须为 8 到 128 个英文字母或数字。' }]}
      >
        <Input maxLength={128} autoComplete="off" />
      </Form.Item>
    </ActDialog>
  );
}

/** What the rule of the planner's own place asks to be drawn in the period of the plan, in its own words. */
function useAsked({ plannerRegionCode, plannedOn }: Inspection): string | undefined {
  const client = useClient();
  const read = useCallback(async () => {
    if (plannerRegionCode.length <= PROVINCE_DIGITS) return undefined;
    const { inspectionCoverage } = await ask(client, INSPECTION_COVERAGE, {
      regionCode: plannerRegionCode,
      on: plannedOn,
    });
    return inspectionCoverage.find((one) => one.regionCode === plannerRegionCode)?.reason;
  }, [client, plannerRegionCode, plannedOn]);
  return useReading(read).value;
}
