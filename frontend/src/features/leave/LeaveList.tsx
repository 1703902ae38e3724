import type { ReactNode } from 'react';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import type { usePages } from '../acts/usePages';
import { LeaveItem } from './LeaveItem';
import type { Leave } from './standing';

interface Props {
  title: string;
  /** What is said of how many there are. */
  order: string;
  pages: ReturnType<typeof usePages<Leave>>;
  empty: { title: string; words: string };
  opened?: boolean;
  acts?: (leave: Leave) => ReactNode;
}

/** Leave one under the other, each with whose it is, and what can be done about it. */
export function LeaveList({ title, order, pages, empty, opened = false, acts }: Props) {
  const { nodes, total, words, restWords, hasMore, busy, more, again } = pages;
  return (
    <section className="panel" aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        {total !== undefined && total > 0 && (
          <p className="numeric">
            共 {total} 项，{order}
          </p>
        )}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={6} label={`正在读取${title}`} />}
      {nodes?.length === 0 && <Empty title={empty.title}>{empty.words}</Empty>}
      <ul>
        {nodes?.map((leave) => (
          <LeaveItem key={leave.id} leave={leave} named opened={opened} acts={acts?.(leave)} />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
  );
}
