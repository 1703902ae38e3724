import type { ReactNode } from 'react';
import { PagedSection } from '../acts/PagedSection';
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
  return (
    <PagedSection
      title={title}
      order={order}
      reading={`正在读取${title}`}
      empty={empty}
      pages={pages}
      item={(leave) => <LeaveItem key={leave.id} leave={leave} named opened={opened} acts={acts?.(leave)} />}
    />
  );
}
