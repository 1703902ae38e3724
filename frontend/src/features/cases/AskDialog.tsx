import { Form, Input } from 'antd';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { span } from './lead';
import type { OneLead } from './LeadDetail';
import { ASK_FOR_ANSWER } from './mutations';

interface Props {
  lead: OneLead;
  who: string;
  today: Day;
  done: () => void;
  close: () => void;
}

/** Asks whoever answers for it, once. */
export function AskDialog({ lead, who, today, done, close }: Props) {
  const client = useClient();
  const days = span(lead.since, lead.until, today);
  const about = lead.responsibleName === null ? '' : (lead.posting?.cadre.name ?? '');
  return (
    <ActDialog<{ question?: string }>
      title={`请${who}说明`}
      lead={`${who}从此看得到这一条线索的缘由和您的问题，可以答复一次。只问情况，不先下结论。`}
      label="发出"
      initial={{ question: `请说明${about}${days}的情况。` }}
      act={({ question = '' }, idempotencyKey) => tell(client, ASK_FOR_ANSWER, { id: lead.id, question, idempotencyKey })}
      done={done}
      close={close}
    >
      <Form.Item
        name="question"
        label="请说明的问题"
        rules={[{ required: true, whitespace: true, message: '请写请说明的问题。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
