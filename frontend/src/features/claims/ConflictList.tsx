import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ConflictPartsFragment, ConflictState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import type { Outcome } from './conflict';
import { ConflictItem } from './ConflictItem';
import { ConflictVerdict } from './Decisions';
import { CONFLICTS } from './operations';

interface Props {
  title: string;
  regionCode: string | null;
  state: ConflictState | null;
  /** Only what waits for this person. */
  toDecide: boolean;
  empty: { title: string; words: string };
  /** What narrows the list. */
  filters?: ReactNode;
}

/** Days of which two things are said, each with both sides; whoever decides there does so here. */
export function ConflictList({ title, regionCode, state, toDecide, empty, filters }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const leaves = may(viewer, 'leave:read');
  const [deciding, setDeciding] = useState<{ conflict: ConflictPartsFragment; outcome: Outcome }>();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, CONFLICTS, { regionCode, state, toDecide, leaves, after })).attendanceConflicts,
    [client, regionCode, state, toDecide, leaves],
  );
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        {total !== undefined && total > 0 && <p className="numeric">{total} 项</p>}
      </div>
      {filters}
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading label="正在读取考勤冲突" />}
      {nodes?.length === 0 && <Empty title={empty.title}>{empty.words}</Empty>}
      <ul>
        {nodes?.map((conflict, index) => (
          <ConflictItem
            key={`${conflict.id}-${conflict.state}`}
            conflict={conflict}
            around={viewer.tenant.name}
            opened={toDecide && index === 0}
            {...(may(viewer, 'attendance:decide') && {
              decide: (outcome: Outcome) => {
                setDeciding({ conflict, outcome });
              },
            })}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {deciding && (
        <ConflictVerdict
          {...deciding}
          changed={again}
          close={() => {
            setDeciding(undefined);
          }}
        />
      )}
    </section>
  );
}
