import { Button, Form, Input } from 'antd';
import { useCallback, useId } from 'react';
import { useClient } from 'urql';
import { ask, tell } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { Refused } from '../../shared/failure';
import { useReading } from '../../shared/useReading';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import styles from './Calendar.module.css';
import { CALENDAR, IMPORT_CALENDAR } from './operations';
import { Preview } from './Preview';
import { readArrangement } from './reading';

interface Typed {
  text: string;
  document: string;
  publishedOn?: Day | null;
}

interface Props {
  /** The year that is looked at: of a notice that does not say its own. */
  year: number;
  done: (year: number) => void;
  close: () => void;
}

const MOST_BYTES = 1_000_000;

/** Taking a year's arrangement from the notice, a table or a file; what it says and changes is seen before it is sent. */
export function ImportDialog({ year, done, close }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const file = useId();
  const text = Form.useWatch<string | undefined>('text', form) ?? '';
  const read = readArrangement(text, year);
  const stored = useStored(read.year);
  const replacing = stored?.published === true;
  return (
    <ActDialog<Typed>
      title="导入放假安排"
      lead="全省适用。导入前先看读出来的内容对不对；这一年已有安排的，替换须写明理由。"
      label={replacing ? `替换 ${stored.year} 年的安排` : '导入'}
      form={form}
      initial={{ text: '', document: '' }}
      {...(replacing && { reason: { label: '替换的理由' } })}
      act={async ({ document, publishedOn, reason }, idempotencyKey) => {
        if (read.problems.length > 0 || read.year === undefined) throw new Refused('请先改正看不懂的地方。');
        const of = (kind: string) => read.days.filter((one) => one.kind === kind).map(({ day, name }) => ({ day, name }));
        const { importCalendar } = await tell(client, IMPORT_CALENDAR, {
          input: {
            idempotencyKey,
            year: read.year,
            document,
            publishedOn: publishedOn ?? null,
            holidays: of('HOLIDAY'),
            shiftedWorkdays: of('WORKDAY_SHIFT'),
            reason: replacing ? reason : null,
          },
        });
        done(importCalendar.year);
      }}
      done={close}
      close={close}
    >
      <Form.Item
        name="text"
        label="通知正文或表格"
        extra="可以直接粘贴通知里“一、元旦：……”各条；也可以粘贴表格，每行：日期、放假或上班、节日。"
        rules={[{ required: true, whitespace: true, message: '请粘贴通知正文、表格，或选择文件。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} maxLength={20_000} placeholder={'2027-01-01,放假,元旦\n2027-01-03,上班,元旦'} />
      </Form.Item>
      <div className={styles.file}>
        <input
          id={file}
          className="visually-hidden"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = '';
            if (chosen) void contentOf(chosen).then((content) => { form.setFieldValue('text', content); });
          }}
        />
        <label htmlFor={file}>选择 CSV 文件</label>
        {text !== '' && (
          <Button
            size="small"
            type="text"
            onClick={() => {
              form.setFieldValue('text', '');
            }}
          >
            清空
          </Button>
        )}
      </div>
      {text.trim() !== '' && <Preview read={read} stored={stored} />}
      <Form.Item name="document" label="通知名称" rules={[{ required: true, whitespace: true, message: '请写通知名称。' }]}>
        <Input maxLength={200} placeholder="如：国务院办公厅关于2027年部分节假日安排的通知" />
      </Form.Item>
      <Form.Item name="publishedOn" label="发布日期（可不填）">
        <DayField />
      </Form.Item>
    </ActDialog>
  );
}

/** The text of the file; in the encoding of spreadsheets where it is not UTF-8. */
async function contentOf(file: File): Promise<string> {
  const bytes = await file.slice(0, MOST_BYTES).arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What the service has of that year now. */
function useStored(year: number | undefined) {
  const client = useClient();
  const read = useCallback(
    async () => (year === undefined ? undefined : (await ask(client, CALENDAR, { year })).calendar),
    [client, year],
  );
  return useReading(read).value;
}
