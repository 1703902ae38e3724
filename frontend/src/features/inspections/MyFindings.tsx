import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
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
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <section className="panel" aria-label="检查结果">
      <div className={page.head}>
        <h2>已公布的检查结果</h2>
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取检查结果" />}
      {nodes?.length === 0 && <Empty title="没有与您有关的检查结果">检查结果公布以后，与您有关的会列在这里。</Empty>}
      <ul>
        {nodes?.map(({ inspection, ...finding }) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            around={viewer.tenant.name}
            published
            plannerRegionCode=""
            from={inspection}
            changed={again}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </section>
  );
}
