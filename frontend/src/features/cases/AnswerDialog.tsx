import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { ActDialog } from '../acts/ActDialog';

interface Props {
  title: string;
  lead: ReactNode;
  /** What may help to explain it. */
  hint?: string;
  act: (answer: string, idempotencyKey: string) => Promise<unknown>;
  done: () => void;
  close: () => void;
}

/** One's own words about what was noticed or asked; they can be given once. */
export function AnswerDialog({ title, lead, hint, act, done, close }: Props) {
  return (
    <ActDialog<{ answer?: string }>
      title={title}
      lead={lead}
      label="提交说明"
      act={({ answer = '' }, idempotencyKey) => act(answer, idempotencyKey)}
      done={done}
      close={close}
    >
      <Form.Item
        name="answer"
        label="我的说明"
        extra={hint}
        rules={[{ required: true, whitespace: true, message: '请写我的说明。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
