import { Button, Input } from 'antd';
import { useState } from 'react';
import { tidied } from './words';
import styles from './WorkLogs.module.css';

/** Text that the phone wrote down from speech: taken from the clipboard where that is allowed, else pasted by hand. */
export function Dictation({ take }: { take: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const paste = async () => {
    try {
      const text = tidied(await navigator.clipboard.readText());
      if (text !== '') {
        take(text);
        return;
      }
    } catch {
      // Pages without HTTPS, and people who said no, have no clipboard.
    }
    setOpen(true);
  };
  if (!open) {
    return (
      <Button size="small" onClick={paste}>
        粘贴语音文字
      </Button>
    );
  }
  return (
    <div className={styles.dictation}>
      <Input.TextArea
        aria-label="语音转的文字"
        autoFocus
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={5000}
        placeholder="用输入法的语音键说，或长按粘贴；停顿词和换行会去掉"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <div className={styles.acts}>
        <Button
          type="primary"
          ghost
          disabled={tidied(typed) === ''}
          onClick={() => {
            take(tidied(typed));
            setTyped('');
            setOpen(false);
          }}
        >
          放进日志
        </Button>
        <Button
          onClick={() => {
            setOpen(false);
          }}
        >
          收起
        </Button>
      </div>
    </div>
  );
}
