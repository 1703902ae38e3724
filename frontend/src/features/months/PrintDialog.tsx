import { Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { SheetDocumentFormat } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { monthTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { Spinner } from '../../shared/Spinner';
import { RefusalNote } from '../acts/RefusalNote';
import { useAct } from '../acts/useAct';
import { randomUuid } from '../cadre/attempts';
import styles from './Months.module.css';
import { PRINT } from './mutations';
import { DOCUMENT_STATES } from './terms';
import { type Document, useDocument, useDownload } from './useDocument';

interface Props {
  /** The place whose month is printed, where it is no one person's. */
  regionCode: string | null;
  postingId?: string;
  whose: string;
  month: string;
  close: () => void;
}

/** Asking for the 月考勤登记表 as a file, waiting for it, and fetching it. */
export function PrintDialog({ regionCode, postingId, whose, month, close }: Props) {
  const client = useClient();
  const { busy, refusal, run } = useAct();
  const [format, setFormat] = useState<SheetDocumentFormat>('PDF');
  const [begun, setBegun] = useState<Document>();
  const document = useDocument(begun);
  const { words, download } = useDownload();
  const print = () =>
    run(async () => {
      const of = postingId === undefined ? { regionCode, postingId: null } : { regionCode: null, postingId };
      const input = { idempotencyKey: randomUuid(), month, format, ...of };
      setBegun((await tell(client, PRINT, { input })).printSheets);
    });
  const waits = document?.state === 'QUEUED' || document?.state === 'RUNNING';
  return (
    <Modal open title={`打印${whose}${monthTitle(month)}考勤登记表`} width={520} footer={null} onCancel={close} destroyOnHidden>
      <p className={styles.printLead}>一人一行、逐日列出，留有签字和盖章的地方；还没有盖章的，按您的权限只印能看到的。</p>
      <RefusalNote refusal={refusal} />
      <Segmented<SheetDocumentFormat>
        block
        aria-label="文件格式"
        value={format}
        disabled={waits}
        onChange={(chosen) => {
          setFormat(chosen);
          setBegun(undefined);
        }}
        options={[
          { value: 'PDF', label: 'PDF（打印签字）' },
          { value: 'XLSX', label: 'Excel' },
        ]}
      />
      <div className={styles.printing} role="status">
        {document && (
          <>
            <p>
              <Mark {...toneOf(document)}>{DOCUMENT_STATES[document.state].name}</Mark> {document.fileName}
              {document.rowCount !== null && `，${document.rowCount} 人`}
            </p>
            {waits && (
              <p className={item.note}>
                <Spinner /> 正在后台生成，一般几秒钟；也可以先关掉，以后在“打印记录”里下载。
              </p>
            )}
            {document.failureMessage !== null && <p className={item.late}>{document.failureMessage}</p>}
          </>
        )}
        {words !== undefined && <p className={item.late}>{words}</p>}
      </div>
      {document?.state === 'READY' ? (
        <Button type="primary" size="large" block onClick={() => download(document.id)}>
          下载{document.format === 'PDF' ? ' PDF' : ' Excel'}
        </Button>
      ) : (
        <Button type="primary" size="large" block loading={busy || waits} onClick={print}>
          {waits ? '正在生成' : '生成文件'}
        </Button>
      )}
    </Modal>
  );
}

function toneOf({ state }: Document): { tone?: 'good' | 'late' | 'calm' } {
  const { tone } = DOCUMENT_STATES[state];
  return tone === undefined ? {} : { tone };
}
