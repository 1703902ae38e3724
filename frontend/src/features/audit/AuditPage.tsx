import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask, tell } from '../../shared/ask';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { ActDialog } from '../acts/ActDialog';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { AuditFilters } from './AuditFilters';
import { EventCards, EventTable } from './events';
import { filterOf, NOTHING, type Sought } from './filter';
import { AUDIT_EVENTS, EXPORT_AUDIT_EVENTS } from './operations';

/** The audit trail of the province: found by who, what, when and why; and its export. */
export function AuditPage() {
  const { viewer } = useSession();
  const client = useClient();
  const narrow = useNarrow();
  const [sought, setSought] = useState<Sought>(NOTHING);
  const [exporting, setExporting] = useState(false);
  const read = useCallback(
    async (after: string | null) => (await ask(client, AUDIT_EVENTS, { filter: filterOf(sought), after })).auditEvents,
    [client, sought],
  );
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  const only = (accountId: string, person: string | null) => {
    setSought((before) => ({ ...before, person: { accountId, name: person ?? '系统' } }));
  };
  const Listing = narrow ? EventCards : EventTable;
  return (
    <>
      <PageHead title="审计" lead="全省每一次办理和每一次查阅个人信息，新的在前，只增不改。您在这里的查询和导出也会记入。">
        <Button onClick={again}>刷新</Button>
        {may(viewer, 'audit:export') && (
          <Button
            onClick={() => {
              setExporting(true);
            }}
          >
            导出 Excel
          </Button>
        )}
      </PageHead>
      <section className="panel" aria-label="审计记录">
        <AuditFilters sought={sought} change={setSought} />
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && !nodes && <Loading rows={8} label="正在读取审计记录" />}
        {nodes?.length === 0 && <Empty title="没有符合条件的记录">换一个条件再试。</Empty>}
        {nodes && nodes.length > 0 && <Listing events={nodes} only={only} />}
        <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      </section>
      {exporting && (
        <ActDialog
          title="导出审计记录"
          lead="按现在的筛选条件导出为 Excel。导出本身记入审计，下载链接很快失效。"
          label="导出"
          reason={{ label: '导出的理由' }}
          act={async ({ reason }) => {
            const told = await tell(client, EXPORT_AUDIT_EVENTS, { reason, filter: filterOf(sought) });
            window.location.assign(told.exportAuditEvents);
          }}
          done={() => {
            setExporting(false);
          }}
          close={() => {
            setExporting(false);
          }}
        />
      )}
    </>
  );
}
