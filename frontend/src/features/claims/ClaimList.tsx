import { Button } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ClaimPartsFragment, ClaimState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import item from '../../shared/Item.module.css';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { ClaimItem } from './ClaimItem';
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
  const pages = usePages(read);
  return (
    <PagedSection
      title={title}
      reading="正在读取补签申请"
      empty={empty}
      filters={filters}
      pages={pages}
      item={(claim, index) => (
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
      )}
    >
      {deciding && (
        <ClaimDecision
          {...deciding}
          changed={pages.again}
          close={() => {
            setDeciding(undefined);
          }}
        />
      )}
    </PagedSection>
  );
}

function Choice({ choose }: { choose: (approve: boolean) => void }) {
  return (
    <div className={item.acts}>
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
