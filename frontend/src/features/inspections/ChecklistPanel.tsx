import parts from '../../shared/Item.module.css';
import { Button, Form, Input, Radio } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ChecklistItem, InspectionChecklistQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { ActDialog } from '../acts/ActDialog';
import styles from './Inspections.module.css';
import { INSPECTION_CHECKLIST } from './operations';
import { SEEN_ITEMS } from './terms';
import { RECORD_CHECK } from './writing';

type Line = InspectionChecklistQuery['inspectionChecklist'][number];

interface Props {
  inspectionId: string;
  /** Whether what is seen may still be noted. */
  open: boolean;
  /** Not to be shown at all to whom the service does not show it. */
  quiet?: boolean;
}

/** The 3+1: what records say of each point, and what the inspector saw. */
export function ChecklistPanel({ inspectionId, open, quiet = false }: Props) {
  const client = useClient();
  const [noting, setNoting] = useState<ChecklistItem>();
  const read = useCallback(
    async () => (await ask(client, INSPECTION_CHECKLIST, { inspectionId })).inspectionChecklist,
    [client, inspectionId],
  );
  const { value: lines, words, again } = useReading(read);
  if (quiet && words !== undefined) return null;
  const shown = [...(lines ?? []).reduce(gathered, new Map<ChecklistItem, Line[]>())];
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="检查清单">
      <div className={page.head}>
        <h2>检查清单“3+1”</h2>
        <p>{open ? '公布前随记录变动' : '公布时固定'}</p>
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !lines && <Loading rows={4} label="正在读取检查清单" />}
      <ul>
        {shown.map(([item, said]) => (
          <li key={item} className={styles.plain}>
            <span className={parts.name}>
              <b>{said[0]?.title}</b>
              {said.map((line, at) => (
                <span key={at} className={parts.note}>
                  {line.computed ? '记录：' : '所见：'}
                  {line.reason}
                </span>
              ))}
            </span>
            <span className={styles.end}>
              <Sound lines={said} />
              {open && SEEN_ITEMS[item] !== undefined && (
                <Button
                  aria-label={`登记所见：${SEEN_ITEMS[item]}`}
                  onClick={() => {
                    setNoting(item);
                  }}
                >
                  登记所见
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {noting !== undefined && (
        <CheckDialog
          item={noting}
          inspectionId={inspectionId}
          done={() => {
            setNoting(undefined);
            again();
          }}
          close={() => {
            setNoting(undefined);
          }}
        />
      )}
    </section>
  );
}

function Sound({ lines }: { lines: readonly Line[] }) {
  if (lines.some(({ sound }) => sound === false)) return <Mark tone="late">有问题</Mark>;
  if (lines.some(({ sound }) => sound === true)) return <Mark tone="good">合格</Mark>;
  return <Mark>还不能判断</Mark>;
}

function gathered(by: Map<ChecklistItem, Line[]>, line: Line): Map<ChecklistItem, Line[]> {
  return by.set(line.item, [...(by.get(line.item) ?? []), line]);
}

interface CheckProps {
  item: ChecklistItem;
  inspectionId: string;
  done: () => void;
  close: () => void;
}

function CheckDialog({ item, inspectionId, done, close }: CheckProps) {
  const client = useClient();
  const [form] = Form.useForm<{ sound: boolean; note?: string }>();
  // Nothing is watched before the form stands.
  const flawed = Form.useWatch((typed) => !typed.sound, form);
  return (
    <ActDialog<{ sound: boolean; note?: string }>
      title={`登记所见：${SEEN_ITEMS[item] ?? ''}`}
      label="保存"
      form={form}
      initial={{ sound: true }}
      act={({ sound: good, note = '' }, idempotencyKey) =>
        tell(client, RECORD_CHECK, {
          input: { idempotencyKey, inspectionId, item, sound: good, note: note.trim() === '' ? null : note },
        })
      }
      done={done}
      close={close}
    >
      <Form.Item name="sound" label="看下来">
        <Radio.Group
          options={[
            { value: true, label: '没有发现问题' },
            { value: false, label: '有问题' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={flawed ? '问题是什么' : '情况（可不填）'}
        rules={flawed ? [{ required: true, whitespace: true, message: '请写明问题是什么。' }] : []}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
