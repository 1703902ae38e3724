import { type ReactNode, useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ConflictPartsFragment, ConflictState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { PagedSection } from '../acts/PagedSection';
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
  const pages = usePages(read);
  return (
    <PagedSection
      title={title}
      reading="正在读取考勤冲突"
      empty={empty}
      filters={filters}
      pages={pages}
      item={(conflict, index) => (
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
      )}
    >
      {deciding && (
        <ConflictVerdict
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
