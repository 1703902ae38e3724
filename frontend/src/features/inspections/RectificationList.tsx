import { Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { RECTIFICATIONS } from './followUp';
import styles from './Inspections.module.css';
import type { Rectification } from './planning';
import { RectificationBlock } from './RectificationBlock';

type Shown = 'waiting' | 'overdue' | 'all';

const NONE: Record<Shown, { title: string; words: string }> = {
  waiting: { title: '没有等您办的整改', words: '要您报送的、要您审核的，会列在这里。' },
  overdue: { title: '没有逾期的整改', words: '到今天为止，要求整改的都在期限内或已通过。' },
  all: { title: '还没有要求整改的', words: '检查结果要求整改的，公布后列在这里。' },
};

/** What is to be put right: what waits for oneself, what is overdue, and everything of which one may know. */
export function RectificationList({ waiting, changed }: { waiting: number; changed: () => void }) {
  const [chosen, setChosen] = useState<Shown>();
  const { viewer } = useSession();
  const acts = may(viewer, 'inspection:plan') || may(viewer, 'inspection:rectify');
  const shown = chosen ?? (acts ? 'waiting' : 'all');
  return (
    <section className="panel" aria-label="整改">
      <div className={page.head}>
        <h2>整改</h2>
        <Segmented<Shown>
          aria-label="哪些整改"
          value={shown}
          onChange={setChosen}
          options={[
            ...(acts ? [{ value: 'waiting' as const, label: waiting > 0 ? `等我办的 ${waiting}` : '等我办的' }] : []),
            { value: 'overdue', label: '逾期的' },
            { value: 'all', label: '全部' },
          ]}
        />
      </div>
      <Read key={shown} shown={shown} changed={changed} />
    </section>
  );
}

/** One of the lists, the first due first. */
function Read({ shown, changed }: { shown: Shown; changed: () => void }) {
  const client = useClient();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, RECTIFICATIONS, { overdue: shown === 'overdue' ? true : null, forMe: shown === 'waiting', after }))
        .inspectionRectifications,
    [client, shown],
  );
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  return (
    <>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取整改" />}
      {nodes?.length === 0 && <Empty title={NONE[shown].title}>{NONE[shown].words}</Empty>}
      <Items
        items={nodes ?? []}
        changed={() => {
          again();
          changed();
        }}
      />
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </>
  );
}

function Items({ items, changed }: { items: readonly Rectification[]; changed: () => void }) {
  const { viewer } = useSession();
  return (
    <ul>
      {items.map((one) => {
        const { finding } = one;
        const place = placeWithin(finding.placeName, viewer.tenant.name);
        const who = finding.posting?.cadre.name ?? place;
        return (
          <li key={one.id} className={styles.finding}>
            <p className={styles.heading}>
              <b>{who}</b>
              <Link to={`/inspections/${finding.inspection.id}`}>{finding.inspection.title}</Link>
              {finding.inspection.state !== 'PUBLISHED' && <span className={item.note}>检查还没有公布</span>}
            </p>
            {finding.posting && <p className={item.note}>{place}</p>}
            {finding.note !== null && <p className={styles.words}>{finding.note}</p>}
            <RectificationBlock
              rectification={one}
              findingId={finding.id}
              regionCode={finding.regionCode}
              published={finding.inspection.state === 'PUBLISHED'}
              plannerRegionCode={finding.inspection.plannerRegionCode}
              who={who}
              changed={changed}
            />
          </li>
        );
      })}
    </ul>
  );
}
