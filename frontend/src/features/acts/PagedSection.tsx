import type { ReactNode } from 'react';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from './More';
import type { usePages } from './usePages';

interface Props<Node> {
  title: string;
  /** What is said while nothing is there yet. */
  reading: string;
  empty: { title: string; words: string };
  /** What narrows the list. */
  filters?: ReactNode;
  pages: ReturnType<typeof usePages<Node>>;
  item: (node: Node, index: number) => ReactNode;
  /** What stands beside the list, such as a dialog. */
  children?: ReactNode;
}

/** A panel with a list that is read page by page: how many there are, each of them, and more on demand. */
export function PagedSection<Node>({ title, reading, empty, filters, pages, item, children }: Props<Node>) {
  const { nodes, total, words, restWords, hasMore, busy, more, again } = pages;
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        {total !== undefined && total > 0 && <p className="numeric">{total} 项</p>}
      </div>
      {filters}
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading label={reading} />}
      {nodes?.length === 0 && <Empty title={empty.title}>{empty.words}</Empty>}
      <ul>{nodes?.map(item)}</ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {children}
    </section>
  );
}
