import { Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import styles from './Months.module.css';
import { DOCUMENTS } from './mutations';
import { DOCUMENT_STATES } from './terms';
import { type Document, stateOf, useDocument, useDownload } from './useDocument';

/** The person's own printed months, the newest first. */
export function Documents() {
  const client = useClient();
  const read = useCallback(
    async (after: string | null) => (await ask(client, DOCUMENTS, { after })).sheetDocuments,
    [client],
  );
  return (
    <PagedSection
      title="打印记录"
      aside={<p>只有您自己打印的；每次下载都记入审计</p>}
      reading="正在读取打印记录"
      empty={{ title: '还没有打印过', words: '打开一个乡镇的月表，点“打印登记表”。' }}
      pages={usePages(read)}
      item={(one) => <Item key={one.id} begun={one} />}
    />
  );
}

function Item({ begun }: { begun: Document }) {
  const document = useDocument(begun) ?? begun;
  const { words, download } = useDownload();
  const state = stateOf(document, new Date());
  const { name, tone } = DOCUMENT_STATES[state];
  return (
    <li className={styles.document}>
      <span className={item.name}>
        <b>{document.fileName}</b>
        <span className={item.note}>
          {momentTitle(document.createdAt)}
          {document.rowCount !== null && ` · ${document.rowCount} 人`}
          {state === 'READY' && document.expiresAt !== null && ` · 保存到 ${momentTitle(document.expiresAt)}`}
        </span>
        {document.failureMessage !== null && <span className={item.late}>{document.failureMessage}</span>}
        {words !== undefined && (
          <span className={item.late} role="alert">
            {words}
          </span>
        )}
      </span>
      <Mark {...(tone && { tone })}>{name}</Mark>
      {state === 'READY' && (
        <Button aria-label={`下载${document.fileName}`} onClick={() => download(document.id)}>
          下载
        </Button>
      )}
    </li>
  );
}
