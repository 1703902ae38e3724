import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { DayHalf } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import { HalfDay } from './fields';
import styles from './Form.module.css';
import { EXTEND_LEAVE } from './mutations';
import { PreviewNote } from './PreviewNote';
import type { Leave } from './standing';
import { dayOfSlot, daysTitle, slotsOf, stretchTitle } from './stretch';
import { usePreview } from './usePreview';

interface Typed {
  toDay: Day;
  toHalf: DayHalf;
  late?: boolean;
}

interface Props {
  leave: Leave;
  done: () => void;
  close: () => void;
}

const MOST_PHOTOS = 6;

/** Asking for approved leave to last longer; the chain is that of its whole length. */
export function ExtendDialog({ leave, done, close }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const [photos, setPhotos] = useState<File[]>([]);
  const [uploads] = useState(() => new PhotoUploads());
  const typed = Form.useWatch([], form) as Partial<Typed> | undefined;
  const today = civilDay();
  const { after } = slotsOf(leave);
  const late = dayOfSlot(after) < today;
  const toDay = typed?.toDay;
  const { preview, words } = usePreview(
    toDay == null ? undefined : { leaveId: leave.id, toDay, toHalf: typed?.toHalf ?? 'AFTERNOON' },
  );
  return (
    <ActDialog<Typed>
      title="续假"
      lead={`${LEAVE_NAMES[leave.kind]}现到 ${stretchTitle(leave, today)}，共 ${daysTitle(leave.days)}。按延长后的总天数审批。`}
      label="提出续假"
      form={form}
      initial={{ toHalf: 'AFTERNOON' }}
      reason={{ label: '续假的事由' }}
      act={async ({ reason, toHalf, ...when }, idempotencyKey) => {
        const evidenceIds: string[] = [];
        for (const photo of photos) evidenceIds.push(await uploads.upload(client, photo));
        await tell(client, EXTEND_LEAVE, {
          input: {
            leaveId: leave.id,
            toDay: when.toDay,
            toPart: toHalf === 'MORNING' ? 'MORNING' : 'WHOLE',
            reason,
            late: late && when.late === true,
            evidenceIds,
            idempotencyKey,
          },
        });
      }}
      done={done}
      close={close}
    >
      <HalfDay label="续到" day="toDay" half="toHalf" halfLabel="到上午还是下午止" from={leave.toDay} />
      {late && (
        <Form.Item name="late" valuePropName="checked">
          <Checkbox>这是补办：期满以后才申请，原因写在事由里</Checkbox>
        </Form.Item>
      )}
      <div className={styles.before}>
        <PreviewNote preview={preview} words={words} />
      </div>
      <p className={styles.label}>佐证（没有可不附）</p>
      <div style={{ marginBottom: 16 }}>
        <PhotoPicker label="拍照" photos={photos} change={setPhotos} most={MOST_PHOTOS} />
      </div>
    </ActDialog>
  );
}
