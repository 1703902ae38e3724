import { Form, Input } from 'antd';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import { DECIDE_RECTIFICATION } from './followUp';

export type Decision = 'accept' | 'return';

interface Props {
  is: Decision;
  findingId: string;
  who: string;
  done: () => void;
  close: () => void;
}

/** Accepting what was put right, or returning it with the reason. */
export function DecideDialog({ is, findingId, who, done, close }: Props) {
  const client = useClient();
  const accepted = is === 'accept';
  return (
    <ActDialog<{ note?: string }>
      title={`${accepted ? '通过' : '退回'}整改：${who}`}
      lead={accepted ? '通过后，这一项整改办结。' : '退回后，由所在乡镇按意见重新整改、再次报送。'}
      label={accepted ? '通过' : '退回'}
      danger={!accepted}
      act={({ note = '' }, idempotencyKey) =>
        tell(client, DECIDE_RECTIFICATION, { input: { idempotencyKey, findingId, accepted, note: note.trim() } })
      }
      done={done}
      close={close}
    >
      <Form.Item
        name="note"
        label={accepted ? '审核意见（可不填）' : '退回的意见'}
        rules={accepted ? [] : [{ required: true, whitespace: true, message: '请写明退回的意见。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </ActDialog>
  );
}
