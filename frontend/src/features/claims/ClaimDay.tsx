import { App, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { DayPart } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { Attempts } from '../cadre/attempts';
import type { Fix } from '../cadre/location';
import { LocationLine } from '../cadre/LocationLine';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import styles from './Claims.module.css';
import { CLAIM_DAY } from './operations';

interface Typed {
  day: Day;
  part: DayPart;
  what: string;
  place?: string;
}

interface Props {
  /** The day that is meant; may be changed in the form. */
  day?: Day;
  /** After the claim is sent. */
  done: () => void;
  close: () => void;
}

const MOST_PHOTOS = 6;
const PARTS = [
  { value: 'WHOLE', label: '全天' },
  { value: 'MORNING', label: '上午' },
  { value: 'AFTERNOON', label: '下午' },
] as const satisfies readonly { value: DayPart; label: string }[];

/** One's own claim to have been on duty on a day that could not be recorded. */
export function ClaimDay({ day, done, close }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  const [photos, setPhotos] = useState<File[]>([]);
  const [fix, setFix] = useState<Fix>();
  const [uploads] = useState(() => new PhotoUploads());
  const [attempts] = useState(() => new Attempts());
  const send = async (typed: Typed) => {
    const evidenceIds: string[] = [];
    for (const photo of photos) evidenceIds.push(await uploads.upload(client, photo));
    const place = typed.place?.trim();
    const where = { ...(place !== undefined && place !== '' && { place }), ...fix };
    const content = { day: typed.day, part: typed.part, reason: typed.what.trim(), evidenceIds, ...where };
    // The same claim sent again is one; what was mended after a refusal is another.
    const { idempotencyKey } = attempts.keysFor(content);
    await tell(client, CLAIM_DAY, { input: { ...content, idempotencyKey } });
  };
  return (
    <ActDialog<Typed>
      title="申请补签"
      lead="写明当天在哪里、为什么没有签到，由乡镇党委书记或县级组织部门审批。同意后计入到岗。"
      label="提交申请"
      initial={{ part: 'WHOLE', ...(day !== undefined && { day }) }}
      act={send}
      done={() => {
        void message.success('已提交，等待审批。');
        done();
      }}
      close={close}
    >
      <div className={styles.dayFields}>
        <Form.Item name="day" label="哪一天" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField until={civilDay()} />
        </Form.Item>
        <Form.Item name="part" label="全天还是半天">
          <Segmented block options={[...PARTS]} />
        </Form.Item>
      </div>
      <Form.Item name="what" label="当天做了什么，为什么没有签到" rules={[{ required: true, whitespace: true, message: '请写明原因。' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={400} placeholder="如：上山护林，手机没有信号" />
      </Form.Item>
      <Form.Item name="place" label="当天在哪里（可不填）">
        <Input maxLength={200} placeholder="如：三组、村部" />
      </Form.Item>
      <LocationLine fix={fix} change={setFix} without="不带位置也可以申请。" />
      <div className={styles.photoField}>
        <p>佐证照片（可不附，有的话更容易核实）</p>
        <PhotoPicker label="加照片" photos={photos} change={setPhotos} most={MOST_PHOTOS} />
      </div>
    </ActDialog>
  );
}
