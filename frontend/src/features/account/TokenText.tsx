import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import styles from './Account.module.css';

/** The token itself, and a way to copy it. */
export function TokenText({ text }: { text: string }) {
  const field = useRef<InputRef>(null);
  const [told, setTold] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTold('已复制。');
    } catch {
      // Pages without HTTPS, and people who said no, have no clipboard.
      field.current?.select();
      setTold('已选中，请按 Ctrl+C 或长按复制。');
    }
  };
  return (
    <>
      <div className={styles.token}>
        <Input ref={field} readOnly value={text} aria-label="访问令牌" />
        <Button onClick={copy}>复制</Button>
      </div>
      <p className={styles.quiet} role="status">
        {told}
      </p>
    </>
  );
}
