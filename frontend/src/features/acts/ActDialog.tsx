import { Button, Form, type FormInstance, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { randomUuid } from '../cadre/attempts';
import styles from './Acts.module.css';
import { RefusalNote } from './RefusalNote';
import { useAct } from './useAct';

interface Props<Typed extends object> {
  title: string;
  lead?: ReactNode;
  /** What the button says. */
  label: string;
  danger?: boolean;
  initial?: Partial<Typed>;
  form?: FormInstance<Typed>;
  /** How the reason is called and whether it has to be given; no such field without it. */
  reason?: { label: string; needed?: boolean };
  /** Does it; the key is the same however often this opening of the form is sent. */
  act: (typed: Typed & { reason: string }, idempotencyKey: string) => Promise<unknown>;
  /** After it is done. */
  done: () => void;
  close: () => void;
  children?: ReactNode;
}

/** A form over the page for one act: its fields, its reason, the refusal if any, and one button. */
export function ActDialog<Typed extends object = object>(props: Props<Typed>) {
  const { title, lead, label, danger = false, reason, act, done, close, children } = props;
  const { busy, refusal, run } = useAct();
  const [idempotencyKey] = useState(randomUuid);
  const submit = async (typed: Typed) => {
    const text = 'reason' in typed && typeof typed.reason === 'string' ? typed.reason : '';
    if (await run(() => act({ ...typed, reason: text }, idempotencyKey))) done();
  };
  return (
    <Modal open title={title} width={520} mask={{ closable: false }} footer={null} onCancel={close} destroyOnHidden>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      <RefusalNote refusal={refusal} />
      <Form<Typed>
        {...(props.form && { form: props.form })}
        {...(props.initial && { initialValues: props.initial })}
        name="act"
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
      >
        {children}
        {reason && (
          <Form.Item
            name="reason"
            label={reason.label}
            rules={reason.needed === false ? [] : [{ required: true, whitespace: true, message: `请写${reason.label}。` }]}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block size="large" danger={danger} loading={busy}>
          {label}
        </Button>
      </Form>
    </Modal>
  );
}
