import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { DayPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, clockTime, type Day, dayTitle, weekdayTitle } from '../../shared/days';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { dayName } from '../../shared/words';
import { Attempts } from './attempts';
import styles from './Cadre.module.css';
import { LocationLine } from './LocationLine';
import type { Fix } from './location';
import { CHECK_IN } from './operations';
import { PhotoPicker } from './PhotoPicker';
import { PhotoUploads } from './photos';

interface Props {
  today: Day;
  day: DayPartsFragment | undefined;
}

/** Today's check-in: a photo, a position if the phone gives one, and one button. */
export function CheckInCard({ today, day }: Props) {
  const [more, setMore] = useState(false);
  const checkedIn = day?.firstCheckInAt;
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="check-in">
      <div className={styles.cardTitle}>
        <h2 id="check-in">
          {dayTitle(today)} {weekdayTitle(today)}
        </h2>
        <span className={checkedIn ? styles.done : styles.open}>{checkedIn ? '今天已签到' : stateOf(day)}</span>
      </div>
      {checkedIn && (
        <p className={styles.result} role="status">
          <b className="numeric">{clockTime(checkedIn)}</b> 签到
          {day.photo && ' · 已附照片'}
          {day.checkIns > 1 && ` · 共 ${day.checkIns} 次，计一天`}
        </p>
      )}
      {!checkedIn || more ? (
        <CheckInForm
          done={() => {
            setMore(false);
          }}
        />
      ) : (
        <Button
          onClick={() => {
            setMore(true);
          }}
        >
          再签一次
        </Button>
      )}
    </section>
  );
}

function CheckInForm({ done }: { done: () => void }) {
  const client = useClient();
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const [photos, setPhotos] = useState<File[]>([]);
  const [fix, setFix] = useState<Fix>();
  const [note, setNote] = useState('');
  const [step, setStep] = useState<string>();
  const [words, setWords] = useState<string>();

  const send = async () => {
    setWords(undefined);
    try {
      const [photo] = photos;
      if (!photo) throw new Refused('请先拍一张现场照片。');
      setStep('正在上传照片…');
      const photoId = await uploads.upload(client, photo);
      setStep('正在签到…');
      const content = { photoId, note: note.trim() || null, ...fix };
      const { id, idempotencyKey, at } = attempts.keysFor(content);
      await tell(client, CHECK_IN, {
        input: { ...content, id, idempotencyKey, at: at.toISOString(), day: civilDay(at) },
      });
      attempts.forget();
      done();
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    } finally {
      setStep(undefined);
    }
  };

  return (
    <div className={styles.form}>
      <PhotoPicker label="拍现场照片" photos={photos} change={setPhotos} most={1} />
      <LocationLine fix={fix} change={setFix} />
      <Input
        aria-label="备注"
        placeholder="备注（可不填）"
        maxLength={500}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
        }}
      />
      {words !== undefined && <Alert type="error" showIcon role="alert" title={words} />}
      <Button type="primary" size="large" block loading={step !== undefined} onClick={send}>
        {step ?? '签到'}
      </Button>
    </div>
  );
}

function stateOf(day: DayPartsFragment | undefined): string {
  return day ? `已登记：${dayName(day.status, day.afternoon)}` : '今天还没签到';
}
