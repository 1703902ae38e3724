import type { ReactNode } from 'react';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from './More';
import type { usePages } from './usePages';

interface Props<Node> {
  title: string;
  /** What the section is called where its title says more than what it is. */
  label?: string;
  /** A line below the title. */
  about?: string;
  /** Of what there are so many, and which come first. */
  unit?: string;
  order?: string;
  /** What stands at the end of the head in the place of how many there are. */
  aside?: ReactNode;
  /** What is said while nothing is there yet. */
  reading: string;
  empty: { title: string; words: string | undefined };
  /** What narrows the list. */
  filters?: ReactNode;
  pages: ReturnType<typeof usePages<Node>>;
  item: (node: Node, index: number) => ReactNode;
  /** What stands beside the list, such as a dialog. */
  children?: ReactNode;
}

/** A panel with a list that is read page by page: how many there are, each of them, and more on demand. */
export function PagedSection<Node>({ title, label = title, about, aside, reading, empty, filters, ...rest }: Props<Node>) {
  const { pages, item, children } = rest;
  const { nodes, words, restWords, hasMore, busy, more, again } = pages;
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={label}>
      <div className={page.head}>
        <div>
          <h2>{title}</h2>
          {about !== undefined && <p>{about}</p>}
        </div>
        {aside ?? <Total of={pages.total} {...rest} />}
      </div>
      {filters !== undefined && (
        <div className={page.filters} role="search" aria-label="筛选">
          {filters}
        </div>
      )}
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label={reading} />}
      {nodes?.length === 0 && <Empty title={empty.title}>{empty.words}</Empty>}
      <ul>{nodes?.map(item)}</ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {children}
    </section>
  );
}

/** How many there are in all, once that is known and there are any. */
function Total({ of, unit = '项', order }: { of: number | undefined; unit?: string; order?: string }) {
  if (of === undefined || of === 0) return null;
  return (
    <p className="numeric">
      共 {of} {unit}
      {order !== undefined && `，${order}`}
    </p>
  );
}
