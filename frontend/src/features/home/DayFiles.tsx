import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { type Day, monthOf } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { FileButton } from '../postings/DayDetail';
import { POSTING_MONTH } from '../postings/operations';
import { may, useSession } from '../session/session';
import styles from './Day.module.css';

/** The files that prove the day: the photo of the check-in and those of the log; nothing where there are none. */
export function DayFiles({ postingId, day }: { postingId: string; day: Day }) {
  const client = useClient();
  const { viewer } = useSession();
  const logs = may(viewer, 'worklog:read');
  const read = useCallback(async () => {
    const { posting } = await ask(client, POSTING_MONTH, { id: postingId, month: monthOf(day), logs });
    const photo = posting?.attendanceDays?.find((one) => one.day === day)?.photo;
    const log = posting?.workLogs?.find((one) => one.day === day);
    return [
      ...(photo ? [{ id: photo.id, name: '签到照片' }] : []),
      ...(log?.evidence.map(({ id, fileName }) => ({ id, name: fileName })) ?? []),
    ];
  }, [client, postingId, day, logs]);
  const { value: files } = useReading(read);
  if (files === undefined || files.length === 0 || !may(viewer, 'evidence:read')) return null;
  return (
    <div className={styles.files}>
      {files.map((file) => (
        <FileButton key={file.id} id={file.id} name={file.name} />
      ))}
    </div>
  );
}
