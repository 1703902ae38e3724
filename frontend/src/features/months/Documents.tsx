import { Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
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
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <section className="panel" aria-label="打印记录">
      <div className={page.head}>
        <h2>打印记录</h2>
        <p>只有您自己打印的；每次下载都记入审计</p>
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={4} label="正在读取打印记录" />}
      {nodes?.length === 0 && <Empty title="还没有打印过">打开一个乡镇的月表，点“打印登记表”。</Empty>}
      <ul>
        {nodes?.map((one) => (
          <Item key={one.id} begun={one} />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
  );
}

function Item({ begun }: { begun: Document }) {
  const document = useDocument(begun) ?? begun;
  const { words, download } = useDownload();
  const state = stateOf(document, new Date());
  const { name, tone } = DOCUMENT_STATES[state];
  return (
    <li className={`${styles.item ?? ''} ${styles.document ?? ''}`}>
      <span className={styles.name}>
        <b>{document.fileName}</b>
        <span className={styles.note}>
          {momentTitle(document.createdAt)}
          {document.rowCount !== null && ` · ${document.rowCount} 人`}
          {state === 'READY' && document.expiresAt !== null && ` · 保存到 ${momentTitle(document.expiresAt)}`}
        </span>
        {document.failureMessage !== null && <span className={styles.late}>{document.failureMessage}</span>}
        {words !== undefined && (
          <span className={styles.late} role="alert">
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
