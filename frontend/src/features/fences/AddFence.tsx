import { App, Button, Checkbox, Form, Input, InputNumber, Radio, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { Datum, FenceKind } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import item from '../../shared/Item.module.css';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { locate } from '../cadre/location';
import styles from './Fences.module.css';
import { ADD_FENCE } from './operations';
import { type Typed, inputOf, shapeOf, wrongCentre, wrongCorners } from './typed';
import { Sketch } from './Sketch';
import type { Posted } from './villages';

interface Props {
  regionCode: string;
  placeName: string;
  people: readonly Posted[];
  done: () => void;
  close: () => void;
}

const KINDS: { value: FenceKind; label: string }[] = [
  { value: 'RADIUS', label: '圆形' },
  { value: 'POLYGON', label: '多边形' },
];
const DATUMS: { value: Datum; label: string }[] = [
  { value: 'WGS84', label: '手机定位或 GPS 设备（WGS-84）' },
  { value: 'GCJ02', label: '高德、腾讯等国内地图（GCJ-02）' },
];
const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: index + 1, label: `${index + 1}月` }));
const INITIAL = { kind: 'RADIUS', datum: 'WGS84', radiusM: 500, seasonMonths: [] as number[] } as const;

/** Drawing a fence: a circle or a polygon, for everybody there or for one person's dwelling. */
export function AddFence({ regionCode, placeName, people, done, close }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch<FenceKind | undefined>('kind', form) ?? 'RADIUS';
  return (
    <ActDialog<Typed>
      title={`划定签到范围：${placeName}`}
      lead="在范围外签到也收，只显示离范围多远；远得不合常理的，系统提示疑点，由人核实。"
      label="划定"
      form={form}
      initial={{ ...INITIAL, validFrom: civilDay() }}
      act={(typed, idempotencyKey) => tell(client, ADD_FENCE, { input: { ...inputOf(typed), regionCode, idempotencyKey } })}
      done={() => {
        void message.success('已划定。');
        done();
      }}
      close={close}
    >
      <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填名称。' }]}>
        <Input maxLength={50} placeholder="如：村部、三组、高山茶园" />
      </Form.Item>
      {people.length > 0 && (
        <Form.Item name="postingId" label="用于">
          <Select
            allowClear
            placeholder="全村"
            options={people.map((one) => ({ value: one.id, label: `只用于${one.cadre.name}的住处` }))}
          />
        </Form.Item>
      )}
      <Form.Item name="kind" label="形状">
        <Segmented block options={KINDS} />
      </Form.Item>
      <Form.Item name="datum" label="经纬度从哪里来" extra="百度地图的坐标不能直接用，请换一种地图量取。">
        <Radio.Group className={styles.datums ?? ''} options={DATUMS} />
      </Form.Item>
      {kind === 'RADIUS' ? <Circle /> : <Corners />}
      <Preview />
      <Season />
      <div className={styles.pair}>
        <Form.Item name="validFrom" label="从哪一天起" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="validTo" label="到哪一天停用（可不填）">
          <DayField />
        </Form.Item>
      </div>
    </ActDialog>
  );
}

function Circle() {
  const form = Form.useFormInstance<Typed>();
  const [words, setWords] = useState<string>();
  const [busy, setBusy] = useState(false);
  const here = async () => {
    setBusy(true);
    setWords(undefined);
    try {
      const { latitude, longitude, accuracyM } = await locate('也可以从地图上抄经纬度。');
      form.setFieldsValue({ centre: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`, datum: 'WGS84' });
      setWords(`已填现在的位置，精度约 ${accuracyM} 米。`);
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Form.Item
        name="centre"
        label="中心的经纬度"
        rules={[{ validator: async (_, text: string | undefined) => refusedWith(wrongCentre(text)) }]}
      >
        <Input placeholder="如 27.19030, 119.53120" inputMode="text" />
      </Form.Item>
      <div className={styles.here}>
        <Button loading={busy} onClick={here}>
          用手机现在的位置
        </Button>
        <span role="status" className={item.note}>
          {words}
        </span>
      </div>
      <Form.Item name="radiusM" label="半径（米）" rules={[{ required: true, message: '请填半径。' }]}>
        <InputNumber min={50} max={50_000} step={50} precision={0} inputMode="numeric" style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}

function Corners() {
  return (
    <Form.Item
      name="corners"
      label="各顶点"
      extra="一行一对经纬度，按边界的顺序；也可以粘贴 GeoJSON 的 Polygon。"
      rules={[{ validator: async (_, text: string | undefined) => refusedWith(wrongCorners(text)) }]}
    >
      <Input.TextArea
        autoSize={{ minRows: 4, maxRows: 10 }}
        placeholder={'27.1945, 119.5350\n27.1968, 119.5392\n27.1941, 119.5421'}
      />
    </Form.Item>
  );
}

/** What is typed so far, drawn to scale once it makes a shape. */
function Preview() {
  const form = Form.useFormInstance<Typed>();
  const typed = Form.useWatch((values: Partial<Typed>) => values, form);
  const shape = shapeOf(typed);
  if (!shape) return null;
  return (
    <div className={styles.preview}>
      <Sketch shapes={[{ ...shape, name: '' }]} />
    </div>
  );
}

function Season() {
  return (
    <Form.Item name="seasonMonths" label="哪些月份有效（都不选为全年）">
      <Checkbox.Group className={styles.months ?? ''} options={MONTHS} />
    </Form.Item>
  );
}

async function refusedWith(words: string | undefined): Promise<void> {
  if (words !== undefined) throw new Error(words);
  return Promise.resolve();
}

