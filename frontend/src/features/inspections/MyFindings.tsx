import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { PagedSection } from '../acts/PagedSection';
import { usePages } from '../acts/usePages';
import { useSession } from '../session/session';
import { FindingItem } from './FindingItem';
import { MY_FINDINGS } from './looking';

/** For those who are looked at: what was published about them, their place or their unit. */
export function MyFindings() {
  const client = useClient();
  const { viewer } = useSession();
  const read = useCallback(
    async (after: string | null) => (await ask(client, MY_FINDINGS, { after })).inspectionFindings,
    [client],
  );
  const pages = usePages(read);
  return (
    <PagedSection
      title="已公布的检查结果"
      label="检查结果"
      reading="正在读取检查结果"
      empty={{ title: '没有与您有关的检查结果', words: '检查结果公布以后，与您有关的会列在这里。' }}
      pages={pages}
      item={({ inspection, ...finding }) => (
        <FindingItem
          key={finding.id}
          finding={finding}
          around={viewer.tenant.name}
          published
          plannerRegionCode=""
          from={inspection}
          changed={pages.again}
        />
      )}
    />
  );
}
