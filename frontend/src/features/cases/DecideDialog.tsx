import { Alert, Form, Input, Radio } from 'antd';
import { useClient } from 'urql';
import type { LeadDecision } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import styles from './Cases.module.css';
import type { OneLead } from './LeadDetail';
import { DECIDE_LEAD } from './mutations';
import { LEAD_STATES } from './terms';

const DECISIONS: readonly LeadDecision[] = ['DISMISSED', 'CONFIRMED'];

interface Props {
  lead: OneLead;
  who: string;
  done: () => void;
  close: () => void;
}

/** What a person makes of a lead, with the reason; for good. */
export function DecideDialog({ lead, who, done, close }: Props) {
  const client = useClient();
  return (
    <ActDialog<{ decision?: LeadDecision; note?: string }>
      title="作结论"
      lead="结论由您作出，写明怎么核实的。作出后不能更改，也不会改动考勤；需要处理的，另按干部管理权限办。"
      label="作出结论"
      act={({ decision = 'DISMISSED', note = '' }, idempotencyKey) =>
        tell(client, DECIDE_LEAD, { id: lead.id, decision, note, idempotencyKey })
      }
      done={done}
      close={close}
    >
      {lead.answeredAt === null && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 16 }}
          title={lead.askedAt === null ? `还没有听${who}说明。` : `${who}还没有答复。`}
        />
      )}
      <Form.Item name="decision" label="结论" rules={[{ required: true, message: '请选择属实或不属实。' }]}>
        <Radio.Group className={styles.decisions ?? ''}>
          {DECISIONS.map((decision) => (
            <Radio key={decision} value={decision}>
              <b>{LEAD_STATES[decision].words}</b>
              <span className={styles.at}>{LEAD_STATES[decision].about}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="note"
        label="怎么核实的"
        rules={[{ required: true, whitespace: true, message: '请写怎么核实的。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
