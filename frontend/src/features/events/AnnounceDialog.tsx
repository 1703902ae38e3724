import { Form, Input, Radio } from 'antd';
import { useClient } from 'urql';
import type { EventKind, RegionLevel } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { PlaceFinder } from '../acts/PlaceFinder';
import { areasOf, shortName } from '../home/areas';
import { useSession } from '../session/session';
import styles from './Events.module.css';
import { ANNOUNCE_EVENT } from './operations';
import { KIND_NAMES, KINDS } from './terms';

interface Typed {
  kind: EventKind;
  title: string;
  regionCode: string;
  day: Day;
  time: string;
  venue?: string;
}

const LEVELS: readonly RegionLevel[] = ['TOWNSHIP', 'VILLAGE'];
const TOWNSHIP_DIGITS = 9;

/** Announcing what has to be attended: which of the five kinds, what, where, when. */
export function AnnounceDialog({ done, close }: { done: (day: Day) => void; close: () => void }) {
  const client = useClient();
  const { viewer } = useSession();
  const [own] = areasOf(viewer).filter((area) => area.kind === 'place' && (area.regionCode ?? '').length >= TOWNSHIP_DIGITS);
  const [form] = Form.useForm<Typed>();
  const kind = Form.useWatch('kind', form);
  return (
    <ActDialog<Typed>
      title="发布必到事项"
      lead="当天在这个村或乡镇（及其下各村）任职的都应到场，发布后他们在手机上看得到。"
      label="发布"
      form={form}
      initial={{ kind: 'IMPORTANT_MEETING', day: civilDay(), ...(own?.regionCode && { regionCode: own.regionCode }) }}
      act={async (typed, idempotencyKey) => {
        const { kind: chosen, title, regionCode, day, time, venue = '' } = typed;
        await tell(client, ANNOUNCE_EVENT, {
          input: {
            idempotencyKey,
            kind: chosen,
            title,
            regionCode,
            at: `${day}T${time}:00+08:00`,
            venue: venue.trim() === '' ? null : venue,
          },
        });
        done(day);
      }}
      done={close}
      close={close}
    >
      <Form.Item name="kind" label="类别">
        <Radio.Group
          className={styles.kindChoice ?? ''}
          options={KINDS.map((one) => ({ value: one, label: KIND_NAMES[one] }))}
        />
      </Form.Item>
      {kind === 'EMERGENCY' && <p className={styles.formNote}>突发事件来不及事先发布的，可以事后补登，填当时的时间。</p>}
      <Form.Item name="title" label="事项名称" rules={[{ required: true, whitespace: true, message: '请写事项名称。' }]}>
        <Input maxLength={100} placeholder="如：防汛转移、村“两委”换届选举大会" />
      </Form.Item>
      <Form.Item name="regionCode" label="在哪个村或乡镇" rules={[{ required: true, message: '请选择村或乡镇。' }]}>
        {own !== undefined && own.regionCode !== null && own.regionCode.length > TOWNSHIP_DIGITS ? (
          <FixedPlace name={shortName(own, viewer.tenant.name)} />
        ) : (
          <PlaceFinder levels={LEVELS} />
        )}
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="time" label="时间" rules={[{ required: true, message: '请填写时间。' }]}>
          <Input type="time" />
        </Form.Item>
      </div>
      <Form.Item name="venue" label="具体地点">
        <Input maxLength={100} placeholder="如：村部二楼会议室（可不填）" />
      </Form.Item>
    </ActDialog>
  );
}

/** A village's own office has no other place to choose. */
function FixedPlace({ id, name }: { id?: string; name: string }) {
  return <Input {...(id !== undefined && { id })} value={name} readOnly />;
}
