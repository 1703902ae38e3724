import { Alert, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { LogPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { Attempts } from './attempts';
import styles from './Cadre.module.css';
import { WRITE_LOG } from './operations';
import { PhotoPicker } from './PhotoPicker';
import { PhotoUploads } from './photos';

interface Typed {
  content: string;
  place?: string;
  companions?: string;
  householdsVisited?: number | null;
  helpGiven?: string;
  problemsHeard?: string;
}

interface Props {
  day: Day;
  log: LogPartsFragment | undefined;
}

const MOST_PHOTOS = 9;

/** Writing the day's log, or writing it anew: what is saved replaces the whole log of the day. */
export function LogForm({ day, log }: Props) {
  const client = useClient();
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const [kept, setKept] = useState(log?.evidence ?? []);
  const [photos, setPhotos] = useState<File[]>([]);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ saved: boolean; words: string }>();

  const save = async (typed: Typed) => {
    setBusy(true);
    setOutcome(undefined);
    try {
      const added: string[] = [];
      for (const photo of photos) added.push(await uploads.upload(client, photo));
      const content = {
        day,
        ...trimmed(typed),
        photoIds: [...kept.map((file) => file.id), ...added],
      };
      const { idempotencyKey } = attempts.keysFor(content);
      const { writeLog } = await tell(client, WRITE_LOG, { input: { ...content, idempotencyKey } });
      attempts.forget();
      setKept(writeLog.evidence);
      setPhotos([]);
      setOutcome({ saved: true, words: '日志已保存。月表盖章前都可以修改。' });
    } catch (thrown) {
      setOutcome({ saved: false, words: wordsOfThrown(thrown) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form<Typed> name="log" layout="vertical" requiredMark={false} initialValues={initial(log)} onFinish={save}>
      <Form.Item name="content" label="工作内容" rules={[{ required: true, whitespace: true, message: '请写工作内容。' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} placeholder="今天做了什么" />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="place" label="地点">
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="householdsVisited" label="走访户数">
          <InputNumber min={0} max={1000} precision={0} inputMode="numeric" style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="companions" label="同行人员">
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="helpGiven" label="帮扶情况">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="problemsHeard" label="了解到的问题">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <p className={styles.label}>佐证照片</p>
      {kept.length > 0 && (
        <ul className={styles.kept}>
          {kept.map((file) => (
            <li key={file.id}>
              {file.fileName}
              <button
                type="button"
                aria-label={`去掉 ${file.fileName}`}
                onClick={() => {
                  setKept(kept.filter((one) => one.id !== file.id));
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <PhotoPicker label="加照片" photos={photos} change={setPhotos} most={MOST_PHOTOS - kept.length} />
      <ProofHint proven={kept.length + photos.length > 0} />
      {outcome && (
        <Alert
          className={styles.outcome ?? ''}
          type={outcome.saved ? 'success' : 'error'}
          role={outcome.saved ? 'status' : 'alert'}
          showIcon
          title={outcome.words}
        />
      )}
      <Button htmlType="submit" type="primary" ghost size="large" block loading={busy}>
        保存日志
      </Button>
    </Form>
  );
}

/** Visits and help have to be proven (JZ-07). */
function ProofHint({ proven }: { proven: boolean }) {
  const visits = Form.useWatch<number | null | undefined>('householdsVisited');
  const help = Form.useWatch<string | undefined>('helpGiven');
  const claims = (visits ?? 0) > 0 || (help ?? '').trim() !== '';
  if (proven || !claims) return null;
  return <p className={styles.hint}>写了走访或帮扶的，请附照片佐证。</p>;
}

function initial(log: LogPartsFragment | undefined): Partial<Typed> {
  return {
    content: log?.content ?? '',
    place: log?.place ?? '',
    companions: log?.companions ?? '',
    householdsVisited: log?.householdsVisited ?? 0,
    helpGiven: log?.helpGiven ?? '',
    problemsHeard: log?.problemsHeard ?? '',
  };
}

function trimmed(typed: Typed) {
  const text = (value = '') => (value.trim() === '' ? null : value.trim());
  return {
    content: typed.content.trim(),
    place: text(typed.place),
    companions: text(typed.companions),
    householdsVisited: typed.householdsVisited ?? 0,
    helpGiven: text(typed.helpGiven),
    problemsHeard: text(typed.problemsHeard),
  };
}
