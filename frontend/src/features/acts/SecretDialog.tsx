import { Button, Input, type InputRef, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import styles from './Acts.module.css';

interface Props {
  title: string;
  lead: ReactNode;
  label: string;
  secret: string;
  close: () => void;
}

/** A secret that is told this once, and a way to copy it. */
export function SecretDialog({ title, lead, label, secret, close }: Props) {
  const field = useRef<InputRef>(null);
  const [told, setTold] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setTold('已复制。');
    } catch {
      // Pages without HTTPS, and people who said no, have no clipboard.
      field.current?.select();
      setTold('已选中，请按 Ctrl+C 或长按复制。');
    }
  };
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false }}
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          我已转告或记下
        </Button>
      }
    >
      <p>{lead}</p>
      <div className={styles.secret}>
        <Input ref={field} readOnly value={secret} aria-label={label} />
        <Button onClick={copy}>复制</Button>
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
    </Modal>
  );
}
