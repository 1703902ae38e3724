import { Alert, Button, Input } from 'antd';
import { useCallback, useState } from 'react';
import { clockTime, type Day, dayTitle, weekdayTitle } from '../../shared/days';
import { dayName } from '../../shared/words';
import { keepEntry } from '../entries/keeping';
import { holdOn, type KeptEntry } from '../entries/phone';
import { useLive } from '../entries/useLive';
import { useStore } from '../entries/useStore';
import styles from './Cadre.module.css';
import { LocationLine } from './LocationLine';
import type { Fix } from './location';
import { PhotoPicker } from './PhotoPicker';
import type { MyDay } from './useMyMonth';

interface Props {
  today: Day;
  day: MyDay | undefined;
}

/** Today's check-in: a photo, a position if the phone gives one, and one button. It is kept first, and sent by itself. */
export function CheckInCard({ today, day }: Props) {
  const [more, setMore] = useState(false);
  const store = useStore();
  const kept = useLive(useCallback(() => store.entries.where({ day: today }).toArray(), [store, today]));
  const waiting = kept?.filter((entry) => entry.state === 'WAITING') ?? [];
  const [first] = waiting;
  const checkedIn = day?.firstCheckInAt ?? undefined;
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="check-in">
      <div className={styles.cardTitle}>
        <h2 id="check-in">
          {dayTitle(today)} {weekdayTitle(today)}
        </h2>
        <State day={day} checkedIn={checkedIn !== undefined} kept={first !== undefined} />
      </div>
      {checkedIn !== undefined && day && <CheckedIn at={checkedIn} day={day} />}
      {checkedIn === undefined && first && <KeptHere entry={first} />}
      {(checkedIn === undefined && !first) || more ? (
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

function State({ day, checkedIn, kept }: { day: MyDay | undefined; checkedIn: boolean; kept: boolean }) {
  if (checkedIn) return <span className={styles.done}>今天已签到</span>;
  if (kept) return <span className={styles.keptHere}>已记下，待发出</span>;
  return <span className={styles.open}>{day ? `已登记：${dayName(day.status, day.afternoon)}` : '今天还没签到'}</span>;
}

function CheckedIn({ at, day }: { at: string; day: MyDay }) {
  const distance = day.acts.findLast((act) => act.distanceM != null)?.distanceM;
  return (
    <p className={styles.result} role="status">
      <b className="numeric">{clockTime(at)}</b> 签到
      {day.photo && ' · 已附照片'}
      {distance != null && ` · ${distance === 0 ? '在签到范围内' : `距签到范围 ${distance} 米`}`}
      {day.checkIns > 1 && ` · 共 ${day.checkIns} 次，计一天`}
    </p>
  );
}

function KeptHere({ entry }: { entry: KeptEntry }) {
  return (
    <p className={styles.result} role="status">
      <b className="numeric">{clockTime(entry.at)}</b> 签到 · 存在手机上{entry.photoId !== null && ' · 已附照片'}
    </p>
  );
}

function CheckInForm({ done }: { done: () => void }) {
  const store = useStore();
  const [photos, setPhotos] = useState<File[]>([]);
  const [fix, setFix] = useState<Fix>();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();

  const keep = async () => {
    const [photo] = photos;
    if (!photo) {
      setWords('请先拍一张现场照片。');
      return;
    }
    setBusy(true);
    setWords(undefined);
    try {
      await keepEntry(store, { fix, note, photo });
      holdOn();
      done();
    } catch {
      setWords('手机没有存下这次签到。请清理手机空间，并关掉浏览器的无痕模式后再试。');
    } finally {
      setBusy(false);
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
      <Button type="primary" size="large" block loading={busy} onClick={keep}>
        签到
      </Button>
    </div>
  );
}
