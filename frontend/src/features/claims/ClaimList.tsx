import { Button } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ClaimPartsFragment, ClaimState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { ClaimItem } from './ClaimItem';
import styles from './Claims.module.css';
import { ClaimDecision } from './Decisions';
import { CLAIMS } from './operations';

interface Props {
  title: string;
  regionCode: string | null;
  state: ClaimState | null;
  /** Only what waits for this person. */
  toDecide: boolean;
  empty: { title: string; words: string };
  /** What narrows the list. */
  filters?: ReactNode;
}

/** Claims to have been on duty, each with what else is known of the day; whoever decides there does so here. */
export function ClaimList({ title, regionCode, state, toDecide, empty, filters }: Props) {
  const client = useClient();
  const { viewer } = useSession();
  const evidence = may(viewer, 'evidence:read');
  const [deciding, setDeciding] = useState<{ claim: ClaimPartsFragment; approve: boolean }>();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, CLAIMS, { regionCode, state, toDecide, evidence, after })).backfillRequests,
    [client, regionCode, state, toDecide, evidence],
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
      {words === undefined && !nodes && <Loading label="正在读取补签申请" />}
      {nodes?.length === 0 && <Empty title={empty.title}>{empty.words}</Empty>}
      <ul>
        {nodes?.map((claim, index) => (
          <ClaimItem
            key={claim.id}
            claim={claim}
            around={viewer.tenant.name}
            opened={toDecide && index === 0}
            acts={
              claim.state === 'SUBMITTED' &&
              may(viewer, 'attendance:decide') && (
                <Choice
                  choose={(approve) => {
                    setDeciding({ claim, approve });
                  }}
                />
              )
            }
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {deciding && (
        <ClaimDecision
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

function Choice({ choose }: { choose: (approve: boolean) => void }) {
  return (
    <div className={styles.acts}>
      <Button
        type="primary"
        onClick={() => {
          choose(true);
        }}
      >
        同意
      </Button>
      <Button
        onClick={() => {
          choose(false);
        }}
      >
        不同意
      </Button>
    </div>
  );
}
