import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import type { DayPartsFragment, LogPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { clockTime, type Day, dayTitle, weekdayTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { dayName } from '../../shared/words';
import { EVIDENCE_LINK } from './operations';
import styles from './DayDetail.module.css';

interface Props {
  day: Day | undefined;
  attendance: DayPartsFragment | undefined;
  log: LogPartsFragment | undefined;
  /** What is said while no day is chosen. */
  hint: string;
  /** More about where it comes from. */
  children?: ReactNode;
}

/** What is known of one day: the check-in, the log, and the files that prove them. */
export function DayDetail({ day, attendance, log, hint, children }: Props) {
  if (day === undefined) return <p className={styles.hint}>{hint}</p>;
  const checkedIn = attendance?.firstCheckInAt ? `，${clockTime(attendance.firstCheckInAt)} 签到` : '';
  const photos = [
    ...(attendance?.photo ? [{ id: attendance.photo.id, name: '签到照片' }] : []),
    ...(log?.evidence.map(({ id, fileName }) => ({ id, name: fileName })) ?? []),
  ];
  return (
    <div className={styles.detail} aria-live="polite">
      <h3>
        {dayTitle(day)} {weekdayTitle(day)}
      </h3>
      <p className={styles.status}>{attendance ? dayName(attendance.status, attendance.afternoon) + checkedIn : '没有签到或登记'}</p>
      {children}
      {log ? <Log log={log} /> : <p className={styles.hint}>没有写日志。</p>}
      {photos.length > 0 && (
        <div className={styles.files}>
          {photos.map((photo) => (
            <FileButton key={photo.id} id={photo.id} name={photo.name} />
          ))}
        </div>
      )}
    </div>
  );
}

function Log({ log }: { log: LogPartsFragment }) {
  const parts = [
    ['地点', log.place],
    ['同行', log.companions],
    ['走访', log.householdsVisited > 0 ? `${log.householdsVisited} 户` : null],
    ['帮扶', log.helpGiven],
    ['问题', log.problemsHeard],
  ] as const;
  return (
    <>
      <p className={styles.content}>{log.content}</p>
      <dl className={styles.parts}>
        {parts
          .filter(([, text]) => text)
          .map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

/** Hands out the file by a link that is made, and recorded, at the moment of asking. */
export function FileButton({ id, name }: { id: string; name: string }) {
  const client = useClient();
  const [words, setWords] = useState<string>();
  const fetchFile = async () => {
    setWords(undefined);
    try {
      const { evidenceLink } = await tell(client, EVIDENCE_LINK, { id });
      window.location.assign(evidenceLink);
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    }
  };
  return (
    <span>
      <Button size="small" onClick={fetchFile}>
        下载{name}
      </Button>
      {words !== undefined && <span role="alert"> {words}</span>}
    </span>
  );
}
