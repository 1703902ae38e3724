import { Form, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import { RECORD_RECTIFICATION } from './followUp';

const MOST_PHOTOS = 9;

interface Props {
  findingId: string;
  demand: string;
  done: () => void;
  close: () => void;
}

/** Saying what was put right, with photos; what has arrived once is not sent again. */
export function ReportDialog({ findingId, demand, done, close }: Props) {
  const client = useClient();
  const [photos, setPhotos] = useState<File[]>([]);
  const [uploads] = useState(() => new PhotoUploads());
  return (
    <ActDialog<{ report?: string }>
      title="报送整改情况"
      lead={`要求：${demand}`}
      label="报送"
      act={async ({ report = '' }, idempotencyKey) => {
        const evidenceIds: string[] = [];
        for (const photo of photos) evidenceIds.push(await uploads.upload(client, photo));
        await tell(client, RECORD_RECTIFICATION, {
          input: { idempotencyKey, findingId, report: report.trim(), evidenceIds },
        });
      }}
      done={done}
      close={close}
    >
      <Form.Item
        name="report"
        label="做了什么"
        rules={[{ required: true, whitespace: true, message: '请写明整改做了什么。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={5000} />
      </Form.Item>
      <Form.Item label="佐证照片">
        <PhotoPicker label="加照片" photos={photos} change={setPhotos} most={MOST_PHOTOS} />
      </Form.Item>
    </ActDialog>
  );
}
