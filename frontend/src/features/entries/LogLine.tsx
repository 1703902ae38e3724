import { App, Button } from 'antd';
import { dayTitle } from '../../shared/days';
import { Picture } from '../cadre/Picture';
import styles from './Entries.module.css';
import { dropLog, onPhone, withdrawLog } from './logs';
import { type AccountStore, logOf } from './phone';
import { type LogLine as Line, logStandingWords, textOf } from './standingLogs';

interface Props {
  line: Line;
  store: AccountStore;
  online: boolean;
  /** Shows the log of the day, where it can be changed. */
  open: (() => void) | undefined;
}

const MOST_SHOWN = 3;
const DELETING = {
  title: '删除这篇日志？',
  content: '它只在这部手机上，删除后找不回来。可以先复制文字。',
  okText: '删除',
  cancelText: '不删',
};

/** A day's log that has not arrived, or photos of one that has: what was written, how it stands, what can be done. */
export function LogLine({ line, store, online, open }: Props) {
  const calm = line.stands === 'WAITING' || line.stands === 'FOLLOWS';
  const shown = line.photos.slice(0, MOST_SHOWN);
  return (
    <li className={styles.line}>
      <div className={styles.words}>
        <p className={styles.when}>
          <b className="numeric">{dayTitle(line.day)}</b> 日志
        </p>
        {line.content !== '' && <p className={styles.text}>{line.content}</p>}
        {shown.length > 0 && (
          <div className={styles.pictures}>
            {shown.map((photo) => (
              <Picture key={photo.id} file={photo.file} label="日志照片" className={styles.small} />
            ))}
            {line.photos.length > MOST_SHOWN && <span className={styles.where}>共 {line.photos.length} 张</span>}
          </div>
        )}
        <p className={calm ? styles.calm : styles.wrong} role={calm ? 'status' : 'alert'}>
          {logStandingWords(line, online)}
        </p>
        <Acts line={line} store={store} open={open} />
      </div>
    </li>
  );
}

function Acts({ line, store, open }: Omit<Props, 'online'>) {
  const { modal, message } = App.useApp();
  const copy = async () => {
    const { kept } = await onPhone(store, line.day);
    try {
      await navigator.clipboard.writeText(kept ? textOf(kept.next ?? kept) : line.content);
      message.success('已复制。');
    } catch {
      // Pages without HTTPS have no clipboard: in the form the text can be marked by hand.
      message.info('这个浏览器不让网页复制，请在下面的日志里长按选取。');
      open?.();
    }
  };
  const remove = async () => {
    if (await modal.confirm(DELETING)) await dropLog(store, line.day);
  };
  const dismiss = async () => {
    await store.photos.where({ entryId: logOf(line.day) }).and(({ state }) => state === 'REFUSED').delete();
  };
  if (line.stands === 'FOLLOWS') return null;
  if (line.stands === 'NOT_TAKEN') {
    return (
      <div className={styles.acts}>
        <Button onClick={dismiss}>知道了</Button>
      </div>
    );
  }
  return (
    <div className={styles.acts}>
      {open && <Button onClick={open}>{line.stands === 'REFUSED' ? '改一改再发' : '打开来改'}</Button>}
      {line.stands === 'WAITING' && line.here && <Button onClick={() => withdrawLog(store, line.day)}>撤回，先不发</Button>}
      {line.stands === 'REFUSED' && (
        <>
          <Button onClick={copy}>复制文字</Button>
          <Button type="text" onClick={remove}>
            删除
          </Button>
        </>
      )}
    </div>
  );
}
