import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { type Day, momentTitle } from '../../shared/days';
import { Picture } from '../cadre/Picture';
import { may, useSession } from '../session/session';
import { ClaimEntry } from './ClaimEntry';
import styles from './Entries.module.css';
import { discard } from './keeping';
import { LogLine } from './LogLine';
import type { AccountStore } from './phone';
import { SEND_NOW } from './Sending';
import { isUnderWay, type Line, linesOf, standingWords } from './standing';
import { logLinesOf } from './standingLogs';
import { useLive } from './useLive';
import { useOnline } from './useOnline';
import { useStore } from './useStore';

const DELETING = {
  title: '删除这条签到？',
  content: '它的时间、地点和照片只在这部手机上，删除后找不回来。',
  okText: '删除',
  cancelText: '不删',
};

/** What of one's check-ins and logs is still on this phone, and how each stands; nothing when all have arrived. */
export function Outbox({ openLog }: { openLog?: (day: Day) => void }) {
  const store = useStore();
  const online = useOnline();
  const { modal } = App.useApp();
  const [claiming, setClaiming] = useState<string>();
  const found = useLive(useCallback(() => readLines(store), [store]));
  if (found === undefined || found.lines.length + found.logLines.length === 0) return null;
  const { lines, logLines } = found;
  const underWay = [...lines, ...logLines].filter(isUnderWay).length;
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="outbox">
      <div className={styles.title}>
        <h2 id="outbox">{underWay > 0 ? `手机上还有 ${underWay} 条没发完` : '没有收下的'}</h2>
        {online && underWay > 0 && (
          <Button
            size="small"
            onClick={() => {
              window.dispatchEvent(new Event(SEND_NOW));
            }}
          >
            现在发送
          </Button>
        )}
      </div>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <OutboxLine
            key={line.entryId}
            line={line}
            online={online}
            claim={() => {
              setClaiming(line.entryId);
            }}
            remove={async () => {
              if (line.stands !== 'REFUSED' || (await modal.confirm(DELETING))) await discard(store, line.entryId);
            }}
          />
        ))}
        {logLines.map((line) => (
          <LogLine
            key={`${line.day} ${line.stands}`}
            line={line}
            store={store}
            online={online}
            open={
              openLog &&
              (() => {
                openLog(line.day);
              })
            }
          />
        ))}
      </ul>
      {claiming !== undefined && (
        <ClaimEntry
          entryId={claiming}
          close={() => {
            setClaiming(undefined);
          }}
        />
      )}
    </section>
  );
}

interface LineProps {
  line: Line;
  online: boolean;
  claim: () => void;
  remove: () => Promise<void>;
}

function OutboxLine({ line, online, claim, remove }: LineProps) {
  const { viewer } = useSession();
  const under = isUnderWay(line);
  return (
    <li className={styles.line}>
      {line.photo && <Picture file={line.photo.file} label="签到照片" className={styles.picture} />}
      <div className={styles.words}>
        <p className={styles.when}>
          <b className="numeric">{momentTitle(line.at)}</b> 签到
        </p>
        {line.where !== '' && <p className={styles.where}>{line.where}</p>}
        <p className={under ? styles.calm : styles.wrong} role={under ? 'status' : 'alert'}>
          {standingWords(line, online)}
        </p>
        {line.stands === 'REFUSED' && (
          <div className={styles.acts}>
            {may(viewer, 'attendance:claim') && <Button onClick={claim}>申请补签</Button>}
            <Button onClick={remove}>删除这条</Button>
          </div>
        )}
        {line.stands === 'NOT_TAKEN' && (
          <div className={styles.acts}>
            <Button onClick={remove}>知道了</Button>
          </div>
        )}
      </div>
    </li>
  );
}

async function readLines(store: AccountStore) {
  const [entries, photos, logs, carried] = await Promise.all([
    store.entries.toArray(),
    store.photos.toArray(),
    store.logs.toArray(),
    store.carried.toArray(),
  ]);
  return { lines: linesOf(entries, photos, carried), logLines: logLinesOf(logs, photos, carried) };
}
