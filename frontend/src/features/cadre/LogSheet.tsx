import { App, Button } from 'antd';
import { useState } from 'react';
import { clockTime, type Day } from '../../shared/days';
import { Loading } from '../../shared/States';
import { dropDraft, type OnPhone } from '../entries/logs';
import type { ArrivedLog } from '../entries/records';
import { logLinesOf, logStandingWords } from '../entries/standingLogs';
import { useOnline } from '../entries/useOnline';
import { useStore } from '../entries/useStore';
import { lackingWhenSaved } from '../worklogs/words';
import styles from './Cadre.module.css';
import { LogForm, type ReadyDesk } from './LogForm';
import { Told } from './LogNotices';
import { useLogSheet } from './useLogSheet';
import type { MyLog } from './useMyMonth';

interface Props {
  day: Day;
  log: MyLog | undefined;
  desk: ReadyDesk | undefined;
  phone: OnPhone | undefined;
}

/** The page on which a day's log is written: kept while it is, sent by itself when it is finished. */
export function LogSheet({ day, log, desk, phone }: Props) {
  const { beginning, begin, dirtyRef, there } = useLogSheet(day, log, phone);
  const [saved, setSaved] = useState(false);
  if (!beginning) return <Loading rows={3} label="正在读取日志" />;
  return (
    <LogForm
      key={beginning.number}
      day={day}
      beginning={beginning}
      desk={desk}
      there={there}
      sent={phone?.sent}
      dirtyRef={dirtyRef}
      touched={() => {
        setSaved(false);
      }}
      saved={() => {
        setSaved(true);
      }}
    >
      <Standing
        day={day}
        phone={phone}
        saved={saved}
        dropped={() => {
          dirtyRef.current = false;
          void begin();
        }}
      />
    </LogForm>
  );
}

interface StandingProps {
  day: Day;
  phone: OnPhone | undefined;
  /** Whether it was finished on this page, and nothing was typed since. */
  saved: boolean;
  dropped: () => void;
}

/** How the log stands: not finished, waiting to be sent, refused, or just arrived. */
function Standing({ day, phone, saved, dropped }: StandingProps) {
  const store = useStore();
  const online = useOnline();
  const { modal } = App.useApp();
  const { draft, kept, sent } = phone ?? {};
  const drop = async () => {
    if (!(await modal.confirm(DROPPING))) return;
    await dropDraft(store, day);
    dropped();
  };
  const [line] = kept ? logLinesOf([kept], [], []) : [];
  return (
    <>
      {line?.stands === 'REFUSED' && (
        <Told kind="error" words={`${logStandingWords(line, online)}写的都还在，改好后再点“保存日志”就重新发出。`} />
      )}
      {draft && (
        <p className={styles.draft}>
          <span>没写完的存在手机上（{clockTime(draft.at)}），关掉页面也在。</span>
          <Button size="small" onClick={drop}>
            不要了
          </Button>
        </p>
      )}
      {!draft && line?.stands === 'WAITING' && (
        <Told kind="info" words={online ? logStandingWords(line, online) : '已记在手机上，有网络后自动发出。发出前都可以改。'} />
      )}
      {!draft && !kept && saved && sent && <Outcome log={sent.log} />}
    </>
  );
}

const DROPPING = {
  title: '不要没写完的这些了？',
  content: '没保存的改动会从手机上删掉，找不回来；已保存的日志不受影响。',
  okText: '不要了',
  cancelText: '留着',
};

function Outcome({ log }: { log: ArrivedLog }) {
  const lacks = lackingWhenSaved(log);
  if (lacks === '') return <Told kind="success" words="日志已保存。月表盖章前都可以修改。" />;
  return <Told kind="warning" words={`日志已保存，但还不完整：${lacks}。补上后再保存一次。`} />;
}
