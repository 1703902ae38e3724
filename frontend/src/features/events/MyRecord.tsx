import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { FileButton } from '../postings/DayDetail';
import styles from './Events.module.css';
import { MY_EVENT_RECORD } from './operations';
import { PRESENCE_NAMES } from './terms';

/** What was recorded of oneself at an event: by when, as what, with which note and proof. */
export function MyRecord({ eventId, postingId }: { eventId: string; postingId: string }) {
  const client = useClient();
  const read = useCallback(async () => {
    const { node } = await ask(client, MY_EVENT_RECORD, { eventId });
    const attendance = node !== null && 'attendance' in node ? node.attendance : [];
    return { record: attendance.find((one) => one.posting?.id === postingId) };
  }, [client, eventId, postingId]);
  const { value: found, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!found) return <Loading rows={1} label="正在读取登记" />;
  const { record } = found;
  if (!record) return <p className={item.note}>当地还没有登记您是否到场。</p>;
  return (
    <>
      <p className={item.note}>
        {momentTitle(record.recordedAt)} 由当地登记为“{PRESENCE_NAMES[record.state]}”
        {record.note !== null && `，备注：${record.note}`}
      </p>
      {record.evidence.length > 0 && (
        <span className={styles.files}>
          {record.evidence.map((file) => (
            <FileButton key={file.id} id={file.id} name={file.fileName} />
          ))}
        </span>
      )}
    </>
  );
}
