import { Alert, Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { LeaveKind } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { RefusalNote } from '../acts/RefusalNote';
import { useAct } from '../acts/useAct';
import { Attempts } from '../cadre/attempts';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import { HalfDay, KindField } from './fields';
import styles from './Form.module.css';
import { REQUEST_LEAVE } from './mutations';
import { PreviewNote } from './PreviewNote';
import { QUICK, type Quick } from './quick';
import type { Leave } from './standing';
import { partsOf, type Stretch } from './stretch';
import { usePreview } from './usePreview';

interface Typed extends Stretch {
  kind: LeaveKind;
  purpose?: string;
  reason: string;
  late?: boolean;
}

const MOST_PHOTOS = 6;

/** Asking for leave or a trip: who will approve it is shown before it is sent. */
export function LeaveForm({ sent }: { sent: (leave: Leave) => void }) {
  const client = useClient();
  const today = civilDay();
  const [form] = Form.useForm<Typed>();
  const typed = Form.useWatch([], form) as Partial<Typed> | undefined;
  const [photos, setPhotos] = useState<File[]>([]);
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const { busy, refusal, run } = useAct();
  const stretch = stretchOf(typed);
  const { preview, words } = usePreview(typed?.kind && stretch ? { kind: typed.kind, stretch } : undefined);
  const trip = typed?.kind === 'OFFICIAL_TRIP';
  const late = typed?.fromDay != null && typed.fromDay < today;

  const send = async ({ kind, purpose, reason, late: stated = false, ...when }: Typed) => {
    const done = await run(async () => {
      const evidenceIds: string[] = [];
      for (const photo of photos) evidenceIds.push(await uploads.upload(client, photo));
      const content = {
        kind,
        fromDay: when.fromDay,
        toDay: when.toDay,
        ...partsOf(when),
        reason: reason.trim(),
        purpose: kind === 'OFFICIAL_TRIP' ? (purpose ?? '').trim() : null,
        late: stated && late,
        evidenceIds,
      };
      const { idempotencyKey } = attempts.keysFor(content);
      const { requestLeave } = await tell(client, REQUEST_LEAVE, { input: { ...content, idempotencyKey } });
      attempts.forget();
      sent(requestLeave);
    });
    if (done) setPhotos([]);
  };
  const pick = (quick: Quick) => {
    form.setFieldsValue(quick.of(today));
  };

  return (
    <Form<Typed>
      form={form}
      name="leave"
      layout="vertical"
      requiredMark={false}
      initialValues={{ kind: 'PERSONAL', fromHalf: 'MORNING', toHalf: 'AFTERNOON' }}
      onValuesChange={(changed: Partial<Typed>, { toDay }: Partial<Typed>) => {
        // Whoever moves the beginning beyond the end means a single day.
        if (changed.fromDay != null && (toDay == null || toDay < changed.fromDay)) {
          form.setFieldValue('toDay', changed.fromDay);
        }
      }}
      onFinish={send}
    >
      <Form.Item name="kind" label="类别">
        <KindField />
      </Form.Item>
      <p className={styles.quick}>
        {QUICK.map((quick) => (
          <Button
            key={quick.title}
            size="small"
            onClick={() => {
              pick(quick);
            }}
          >
            {quick.title}
          </Button>
        ))}
      </p>
      <HalfDay label="从" day="fromDay" half="fromHalf" halfLabel="从上午还是下午起" />
      <HalfDay label="到" day="toDay" half="toHalf" halfLabel="到上午还是下午止" from={typed?.fromDay} />
      {trip && (
        <Form.Item
          name="purpose"
          label="去哪里、办什么"
          rules={[{ required: true, whitespace: true, message: '请写去哪里、办什么。' }]}
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} placeholder="如：到市里参加培训" />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={trip ? '依据（通知或安排）' : '事由、去哪里'}
        rules={[{ required: true, whitespace: true, message: trip ? '请写依据的通知或安排。' : '请写事由和去哪里。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <p className={styles.label}>佐证（诊断证明、通知等，没有可不附）</p>
      <PhotoPicker label="拍照" photos={photos} change={setPhotos} most={MOST_PHOTOS} />
      {late && (
        <Form.Item
          name="late"
          valuePropName="checked"
          className={styles.lateField ?? ''}
          rules={[{ validator: (_, on) => (on === true ? Promise.resolve() : Promise.reject(new Error('从今天以前开始的，请确认是补办。'))) }]}
        >
          <Checkbox>这是补办：当时没有来得及申请，原因写在事由里</Checkbox>
        </Form.Item>
      )}
      <div className={styles.before}>
        <PreviewNote preview={preview} words={words} />
      </div>
      <RefusalNote refusal={refusal} />
      {trip && <Alert type="info" title="批准的因公外出是否算到岗，按当地规定在月考勤表里判定。" style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" type="primary" size="large" block loading={busy}>
        提出申请
      </Button>
    </Form>
  );
}

function stretchOf(typed: Partial<Typed> | undefined): Stretch | undefined {
  if (typed?.fromDay == null || typed.toDay == null) return undefined;
  const { fromDay, toDay, fromHalf = 'MORNING', toHalf = 'AFTERNOON' } = typed;
  return { fromDay, toDay, fromHalf, toHalf };
}
