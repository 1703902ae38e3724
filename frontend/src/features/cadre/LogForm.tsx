import { Button, Form, Input, InputNumber } from 'antd';
import { type ReactNode, type RefObject, useState } from 'react';
import { clockTime, civilDay, type Day, dayTitle } from '../../shared/days';
import { KeptFiles } from '../acts/KeptFiles';
import { keepDraft, keepLog, type Written } from '../entries/logs';
import { holdOn } from '../entries/phone';
import type { SentLog, TypedLog } from '../entries/records';
import { useStore } from '../entries/useStore';
import { Chips } from '../worklogs/Chips';
import { type Desk, tellingOf } from '../worklogs/desk';
import { Dictation } from '../worklogs/Dictation';
import { itemsOf, type LogItems, withOrphans, wordless } from '../worklogs/items';
import { OpenItems } from '../worklogs/OpenItems';
import { withSentence, withTemplate } from '../worklogs/words';
import logs from '../worklogs/WorkLogs.module.css';
import { randomUuid } from './attempts';
import styles from './Cadre.module.css';
import { Heard, HouseholdsHeard, Lacking, Places } from './LogHints';
import { Elsewhere, Told } from './LogNotices';
import { PhotoPicker } from './PhotoPicker';
import { useAutosave } from './useAutosave';
import { type Beginning, foreignTo, type ServiceLog } from './useLogSheet';

export type ReadyDesk = Desk & { asOf: string | undefined };

interface Props {
  day: Day;
  beginning: Beginning;
  desk: ReadyDesk | undefined;
  /** What the service has of the day. */
  there: ServiceLog | undefined;
  sent: SentLog | undefined;
  dirtyRef: RefObject<boolean>;
  touched: () => void;
  saved: () => void;
  /** How it stands. */
  children: ReactNode;
}

const MOST_PHOTOS = 9;
const NO_ROOM = '手机没有存下这篇日志，写的还在页面上。请清理手机空间，并关掉浏览器的无痕模式后再保存。';

/** Writing the day's log, or writing it anew: what is saved replaces the whole log of the day. */
export function LogForm({ day, beginning, desk, there, sent, dirtyRef, touched, saved, children }: Props) {
  const store = useStore();
  const [form] = Form.useForm<TypedLog>();
  const [files, setFiles] = useState(beginning.files);
  const [pictures, setPictures] = useState(beginning.pictures);
  const [typedItems, setItems] = useState(beginning.items);
  const [base, setBase] = useState(beginning.base);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();
  const items = typedItems ?? itemsOf(desk?.log);
  const foreign = foreignTo(base, there, sent);

  const written = (): Written => {
    const typed = { ...beginning.typed, ...(form.getFieldsValue(true) as TypedLog) };
    return { typed: filled(typed), items: typedItems, files, pictures, base };
  };
  const autosave = useAutosave(dirtyRef, () => keepDraft(store, day, written()));
  const touch = () => {
    autosave();
    touched();
  };
  const save = async () => {
    if (typedItems && wordless(typedItems).length > 0) {
      setWords('有待办没写怎么办的。请写一句，或点“还没办完”。');
      return;
    }
    setBusy(true);
    setWords(undefined);
    dirtyRef.current = false;
    try {
      // Whoever has the other log before them and saves writes on top of it.
      const over = foreign ? foreign.updatedAt : base;
      await keepLog(store, day, { ...written(), base: over });
      setBase(over);
      holdOn();
      saved();
    } catch {
      dirtyRef.current = true;
      setWords(NO_ROOM);
    } finally {
      setBusy(false);
    }
  };
  const set = (name: keyof TypedLog, value: string | number) => {
    form.setFieldValue(name, value);
    touch();
  };
  const put = (change: (content: string) => string) => {
    set('content', change((form.getFieldValue('content') as string | undefined) ?? ''));
  };
  const settle = (changed: LogItems) => {
    setItems(changed);
    touch();
  };

  return (
    <Form<TypedLog>
      form={form}
      name="log"
      layout="vertical"
      requiredMark={false}
      initialValues={beginning.typed}
      onValuesChange={touch}
      onFinish={save}
    >
      {foreign && (
        <Elsewhere
          log={foreign}
          take={() => {
            put((content) => withSentence(content, foreign.content));
            setFiles([...files, ...foreign.evidence.filter(({ id }) => !files.some((file) => file.id === id))]);
          }}
        />
      )}
      {desk && <Offers desk={desk} put={put} />}
      <Form.Item name="content" label="工作内容" rules={[{ required: true, whitespace: true, message: '请写工作内容。' }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={5000} placeholder="今天做了什么" />
      </Form.Item>
      <div className={logs.under}>
        <Dictation
          take={(text) => {
            put((content) => withSentence(content, text));
          }}
        />
        <HouseholdsHeard set={set} />
      </div>
      <div className={styles.pair}>
        <Form.Item name="place" label="地点">
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="householdsVisited" label="走访户数">
          <InputNumber min={0} max={1000} precision={0} inputMode="numeric" style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {desk && <Places desk={desk} set={set} />}
      <Form.Item name="companions" label="同行人员">
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="helpGiven" label="帮扶情况">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="problemsHeard" label="了解到的问题">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      {desk && (
        <Heard>
          {(heard) => (
            <OpenItems
              items={items}
              offered={withOrphans(desk.items, items, day)}
              heard={heard}
              change={settle}
              takeUp={(item) => {
                put((content) => withSentence(content, `继续办理${dayTitle(item.openedOn)}的“${item.text}”：`));
              }}
            />
          )}
        </Heard>
      )}
      <p className={styles.label}>佐证照片</p>
      <KeptFiles
        files={files}
        remove={(id) => {
          setFiles(files.filter((one) => one.id !== id));
          touch();
        }}
      />
      <PhotoPicker
        label="加照片"
        photos={pictures.map(({ file }) => file)}
        change={(chosen) => {
          setPictures(chosen.map((file) => pictures.find((one) => one.file === file) ?? { id: randomUuid(), file }));
          touch();
        }}
        most={MOST_PHOTOS - files.length}
      />
      <Lacking proven={files.length + pictures.length > 0} />
      {words !== undefined ? <Told kind="error" words={words} /> : children}
      <Button htmlType="submit" type="primary" ghost size="large" block loading={busy}>
        保存日志
      </Button>
    </Form>
  );
}

/** What can be put into the log with one tap: the place's templates, and what was announced for the day. */
function Offers({ desk, put }: { desk: ReadyDesk; put: (change: (content: string) => string) => void }) {
  return (
    <>
      {desk.asOf !== undefined && <p className={styles.quiet}>模板、待办和当天的事截至 {seenTitle(desk.asOf)}。</p>}
      <Chips
        label="套用模板"
        chips={desk.templates.map(({ id, title }) => ({ key: id, text: title }))}
        choose={(id) => {
          const skeleton = desk.templates.find((one) => one.id === id)?.content ?? '';
          put((content) => withTemplate(content, skeleton));
        }}
      />
      <Chips
        label="当天要到场的事"
        chips={desk.events.map(({ id, time, title }) => ({ key: id, text: `${time} ${title}`, name: `写进日志：${time} ${title}` }))}
        choose={(id) => {
          const event = desk.events.find((one) => one.id === id);
          if (event) put((content) => withSentence(content, tellingOf(event)));
        }}
      />
    </>
  );
}


/** Fields that were emptied are texts again. */
function filled(typed: { [Name in keyof TypedLog]: TypedLog[Name] | null | undefined }): TypedLog {
  return {
    content: typed.content ?? '',
    place: typed.place ?? '',
    companions: typed.companions ?? '',
    householdsVisited: typed.householdsVisited ?? 0,
    helpGiven: typed.helpGiven ?? '',
    problemsHeard: typed.problemsHeard ?? '',
  };
}

function seenTitle(at: string): string {
  const day = civilDay(new Date(at));
  return `${day === civilDay() ? '今天' : dayTitle(day)} ${clockTime(at)}`;
}
