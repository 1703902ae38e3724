import { Form, Input } from 'antd';
import { useRef } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { APPROVE_LEAVE, REJECT_LEAVE } from './mutations';
import { askedExtension, type Leave } from './standing';
import { daysTitle, stretchTitle } from './stretch';

export type Decision = 'approve' | 'reject';

interface Props {
  leave: Leave;
  decision: Decision;
  /** With what is to be said of it. */
  done: (told: string) => void;
  close: () => void;
}

/** Taking the next step: approving, with a note if there is something to say, or refusing with a reason. */
export function DecisionDialog({ leave, decision, done, close }: Props) {
  const client = useClient();
  const waits = useRef<string | null>(null);
  const approves = decision === 'approve';
  const today = civilDay();
  const asked = askedExtension(leave, today);
  const what = `${leave.posting.cadre.name}${asked === undefined ? LEAVE_NAMES[leave.kind] : '续假'}`;
  const { id } = leave;
  return (
    <ActDialog<{ note?: string }>
      title={`${approves ? '批准' : '不批准'}：${what}`}
      lead={`${stretchTitle(leave, today)}，${daysTitle(leave.days)}${asked === undefined ? '' : `；${asked}`}。`}
      label={approves ? '批准' : '不批准'}
      danger={!approves}
      act={async ({ note = '' }, idempotencyKey) => {
        if (approves) {
          const text = note.trim() === '' ? null : note;
          waits.current = (await tell(client, APPROVE_LEAVE, { id, note: text, idempotencyKey })).approveLeave.waiting;
        } else await tell(client, REJECT_LEAVE, { id, reason: note, idempotencyKey });
      }}
      done={() => {
        done(approves ? toldOf(waits.current) : '已办理：不批准。');
      }}
      close={close}
    >
      <Form.Item
        name="note"
        label={approves ? '审批意见（可不填）' : '不批准的理由'}
        rules={approves ? [] : [{ required: true, whitespace: true, message: '请写明不批准的理由。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </ActDialog>
  );
}

function toldOf(waiting: string | null): string {
  return waiting === null ? '已批准，已记入考勤。' : `已同意，${waiting}。`;
}
