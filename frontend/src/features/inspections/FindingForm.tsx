import { Alert, App, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { FindingEnd, Presence } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { DayField } from '../acts/DayField';
import { type KeptFile, KeptFiles } from '../acts/KeptFiles';
import { Attempts } from '../cadre/attempts';
import { PhotoPicker } from '../cadre/PhotoPicker';
import { PhotoUploads } from '../cadre/photos';
import { DemandFields } from './DemandFields';
import { inputOf, presenceChoices, type Typed, typedOf } from './noting';
import styles from './Visit.module.css';
import { FILES_OF_FINDING } from './looking';
import type { Inspection } from './planning';
import { choices, VIOLATIONS } from './terms';
import type { Seen } from './useFindings';
import { RECORD_FINDINGS } from './writing';

export type About = { postingId: string; end: FindingEnd } | { regionCode: string };

interface Props {
  inspection: Inspection;
  about: About;
  /** What was noted before; saving corrects it. */
  existing: Seen | undefined;
  saved: (presence: Presence | undefined) => void;
}

const MOST_PHOTOS = 9;
const NAMED = choices(
  Object.fromEntries(Object.entries(VIOLATIONS).map(([key, { name, words }]) => [key, `${name}：${words}`])),
);

/** Noting one finding, or correcting it: then what it has already is read first, so that no file is lost. */
export function FindingForm(props: Props) {
  const client = useClient();
  const id = props.existing?.id;
  const read = useCallback(async (): Promise<KeptFile[]> => {
    if (id === undefined) return [];
    const { node } = await ask(client, FILES_OF_FINDING, { id });
    return node && 'evidence' in node ? node.evidence : [];
  }, [client, id]);
  const { value: files, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!files) return <Loading rows={4} label="正在读取已登记的内容" />;
  return <Fields key={id ?? 'new'} {...props} files={files} />;
}

/** It is saved by itself, and saving it once more after a failure does nothing twice. */
function Fields({ inspection, about, existing, saved, files }: Props & { files: KeptFile[] }) {
  const client = useClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const [attempts] = useState(() => new Attempts());
  const [uploads] = useState(() => new PhotoUploads());
  const [kept, setKept] = useState(files);
  const [photos, setPhotos] = useState<File[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const person = 'postingId' in about;
  const presence = Form.useWatch('presence', form);

  const save = async (typed: Typed) => {
    setBusy(true);
    setFailed(undefined);
    try {
      const evidenceIds = kept.map(({ id }) => id);
      for (const photo of photos) evidenceIds.push(await uploads.upload(client, photo));
      const content = { inspectionId: inspection.id, findings: [{ ...inputOf(typed, about), evidenceIds }] };
      const { idempotencyKey } = attempts.keysFor(content);
      await tell(client, RECORD_FINDINGS, { input: { ...content, idempotencyKey } });
      attempts.forget();
      void message.success('已存下。公布以前可以更正。');
      saved(typed.presence);
    } catch (thrown) {
      setFailed(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form<Typed>
      form={form}
      name="finding"
      layout="vertical"
      requiredMark={false}
      initialValues={typedOf(existing, civilDay())}
      onFinish={save}
    >
      {person && (
        <Form.Item name="presence" label="查到的情况" rules={[{ required: true, message: '请选查到的情况。' }]}>
          <Radio.Group
            block
            optionType="button"
            buttonStyle="solid"
            size="large"
            className={styles.presence ?? ''}
            options={presenceChoices(inspection.method, about.end)}
          />
        </Form.Item>
      )}
      {person && presence !== 'ON_LEAVE' && (
        <>
          <Form.Item name="violation" label="记为哪种情形（没有就不选）">
            <Select allowClear placeholder="没有" size="large" options={NAMED} />
          </Form.Item>
          <Form.Item name="nightsAway" label="连续几夜不在村（没有查就不填）">
            <InputNumber min={0} max={366} precision={0} inputMode="numeric" size="large" style={{ width: '100%' }} />
          </Form.Item>
        </>
      )}
      <Form.Item
        name="note"
        label={person ? '情况说明' : '这个地方的情况'}
        rules={person ? [] : [{ required: true, whitespace: true, message: '请写明这个地方的情况。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={1000} placeholder="看到什么、问了谁、怎么说" />
      </Form.Item>
      {(inspection.randomHouseholds || (existing?.households.length ?? 0) > 0) && (
        <Form.Item name="households" label="走访的户">
          <Select mode="tags" size="large" placeholder="户号或户主，回车一户" open={false} suffix={null} />
        </Form.Item>
      )}
      <Form.Item name="foundOn" label="检查日期" rules={[{ required: true, message: '请选择检查日期。' }]}>
        <DayField />
      </Form.Item>
      <p className={styles.label}>佐证照片</p>
      <KeptFiles
        files={kept}
        remove={(id) => {
          setKept(kept.filter((file) => file.id !== id));
        }}
      />
      <PhotoPicker label="拍照" photos={photos} change={setPhotos} most={MOST_PHOTOS - kept.length} />
      <DemandFields />
      {failed !== undefined && (
        <Alert
          className={styles.failed ?? ''}
          type="error"
          role="alert"
          showIcon
          title={`没有存上：${failed}`}
          description="填的都还在，再点一次保存即可，不会存成两条。"
        />
      )}
      <Button htmlType="submit" type="primary" size="large" block className={styles.save ?? ''} loading={busy}>
        {existing ? '保存更正' : '保存'}
      </Button>
    </Form>
  );
}
