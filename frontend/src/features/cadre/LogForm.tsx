import { Alert, Button, Form, type FormInstance, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { LogPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { type Day, dayTitle } from '../../shared/days';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { placeWithin } from '../../shared/words';
import { Chips } from '../worklogs/Chips';
import { Dictation } from '../worklogs/Dictation';
import { itemsOf, type LogItems, sent, wordless } from '../worklogs/items';
import { OpenItems } from '../worklogs/OpenItems';
import { WRITE_LOG } from '../worklogs/operations';
import type { useDesk } from '../worklogs/useDesk';
import { householdsIn, lacking, lackingWhenSaved, withSentence, withTemplate } from '../worklogs/words';
import logs from '../worklogs/WorkLogs.module.css';
import { Attempts } from './attempts';
import styles from './Cadre.module.css';
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
  desk: ReturnType<typeof useDesk>;
}

type Desk = NonNullable<Props['desk']['value']>;

const MOST_PHOTOS = 9;

/** Writing the day's log, or writing it anew: what is saved replaces the whole log of the day. */
export function LogForm({ day, log, desk }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const [kept, setKept] = useState(log?.evidence ?? []);
  const [photos, setPhotos] = useState<File[]>([]);
  const [typedItems, setItems] = useState<LogItems>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ kind: 'success' | 'warning' | 'error'; words: string }>();
  const ready = desk.value;
  const items = typedItems ?? itemsOf(ready?.log);

  const save = async (typed: Typed) => {
    setBusy(true);
    setOutcome(undefined);
    try {
      if (typedItems && wordless(typedItems).length > 0) {
        throw new Refused('有待办没写怎么办的。请写一句，或点“还没办完”。');
      }
      const added: string[] = [];
      for (const photo of photos) added.push(await uploads.upload(client, photo));
      const content = {
        day,
        ...trimmed(typed),
        photoIds: [...kept.map((file) => file.id), ...added],
        // Untouched, they stay as they are: also where they could not be read.
        ...(typedItems && sent(typedItems)),
      };
      const { idempotencyKey } = attempts.keysFor(content);
      const { writeLog } = await tell(client, WRITE_LOG, { input: { ...content, idempotencyKey } });
      attempts.forget();
      setKept(writeLog.evidence);
      setPhotos([]);
      setItems(undefined);
      desk.again();
      setOutcome(saved(lackingWhenSaved(writeLog)));
    } catch (thrown) {
      setOutcome({ kind: 'error', words: wordsOfThrown(thrown) });
    } finally {
      setBusy(false);
    }
  };
  const put = (change: (content: string) => string) => {
    form.setFieldValue('content', change(contentOf(form)));
  };

  return (
    <Form<Typed> form={form} name="log" layout="vertical" requiredMark={false} initialValues={initial(log)} onFinish={save}>
      {ready && (
        <Chips
          label="套用模板"
          chips={ready.templates.map(({ id, title }) => ({ key: id, text: title }))}
          choose={(id) => {
            const skeleton = ready.templates.find((one) => one.id === id)?.content ?? '';
            put((content) => withTemplate(content, skeleton));
          }}
        />
      )}
      <Form.Item name="content" label="工作内容" rules={[{ required: true, whitespace: true, message: '请写工作内容。' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} placeholder="今天做了什么" />
      </Form.Item>
      <div className={logs.under}>
        <Dictation
          take={(text) => {
            put((content) => withSentence(content, text));
          }}
        />
        <HouseholdsHeard form={form} />
      </div>
      <div className={styles.pair}>
        <Form.Item name="place" label="地点">
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="householdsVisited" label="走访户数">
          <InputNumber min={0} max={1000} precision={0} inputMode="numeric" style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {ready && <Places form={form} desk={ready} />}
      <Form.Item name="companions" label="同行人员">
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="helpGiven" label="帮扶情况">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="problemsHeard" label="了解到的问题">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      {ready && (
        <Heard>
          {(heard) => (
            <OpenItems
              items={items}
              offered={ready.items}
              heard={heard}
              change={setItems}
              takeUp={(item) => {
                put((content) => withSentence(content, `继续办理${dayTitle(item.openedOn)}的“${item.text}”：`));
                form.focusField('content');
              }}
            />
          )}
        </Heard>
      )}
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
      <Lacking proven={kept.length + photos.length > 0} />
      {outcome && (
        <Alert
          className={styles.outcome ?? ''}
          type={outcome.kind}
          role={outcome.kind === 'error' ? 'alert' : 'status'}
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

function contentOf(form: FormInstance<Typed>): string {
  return (form.getFieldValue('content') as string | undefined) ?? '';
}

/** Offers the number of households that the text tells of, where the field does not say it yet. */
function HouseholdsHeard({ form }: { form: FormInstance<Typed> }) {
  const content = Form.useWatch<string | undefined>('content') ?? '';
  const visits = Form.useWatch<number | null | undefined>('householdsVisited') ?? 0;
  const heard = householdsIn(content);
  if (heard === undefined || visits > 0) return null;
  return (
    <Button
      size="small"
      onClick={() => {
        form.setFieldValue('householdsVisited', heard);
      }}
    >
      填上走访 {heard} 户
    </Button>
  );
}

/** The places where the day was probably spent, while none is written. */
function Places({ form, desk }: { form: FormInstance<Typed>; desk: Desk }) {
  const place = Form.useWatch<string | undefined>('place') ?? '';
  if (place.trim() !== '') return null;
  const village = desk.village === undefined ? undefined : placeWithin(desk.village, undefined);
  const places = [...new Set([village, desk.placeBefore])].filter((one) => one !== undefined);
  return (
    <Chips
      label="填上地点"
      chips={places.map((one) => ({ key: one, text: one }))}
      choose={(one) => {
        form.setFieldValue('place', one);
      }}
    />
  );
}

function Heard({ children }: { children: (heard: string) => React.ReactNode }) {
  return children(Form.useWatch<string | undefined>('problemsHeard') ?? '');
}

/** What the log still lacks: the work, the place, and proof of visits and help (JZ-07). */
function Lacking({ proven }: { proven: boolean }) {
  const content = Form.useWatch<string | undefined>('content') ?? '';
  const place = Form.useWatch<string | undefined>('place') ?? '';
  const visits = Form.useWatch<number | null | undefined>('householdsVisited');
  const help = Form.useWatch<string | undefined>('helpGiven') ?? '';
  const parts = lacking({ content, place, householdsVisited: visits ?? 0, helpGiven: help, proven });
  if (parts.length === 0) return null;
  return (
    <ul className={logs.lacking} aria-label="还缺什么">
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

function saved(lacks: string) {
  if (lacks === '') return { kind: 'success' as const, words: '日志已保存。月表盖章前都可以修改。' };
  return { kind: 'warning' as const, words: `日志已保存，但还不完整：${lacks}。补上后再保存一次。` };
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
