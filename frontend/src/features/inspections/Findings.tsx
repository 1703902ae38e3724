import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import { may, useSession } from '../session/session';
import { BulletinDialog } from './BulletinDialog';
import { FindingItem } from './FindingItem';
import styles from './Inspections.module.css';
import { type Inspection, isOpen } from './planning';
import { leadsOf, useFindings, useLeads } from './useFindings';

/** What was found, each with its proof, what it contradicts, and what is to be put right; bulletins begin from here. */
export function Findings({ inspection, plans }: { inspection: Inspection; plans: boolean }) {
  const { viewer } = useSession();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>();
  const [drafting, setDrafting] = useState(false);
  const { nodes, words, restWords, hasMore, busy, more, again } = useFindings(inspection.id);
  const leads = useLeads(inspection, nodes ?? []);
  const drafts = plans && may(viewer, 'bulletin:publish') && inspection.state !== 'CANCELLED' && (nodes?.length ?? 0) > 0;
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="检查结果">
      <div className={page.head}>
        <h2>检查结果</h2>
        {drafts && chosen === undefined && (
          <Button
            onClick={() => {
              setChosen(nodes?.filter(isProblem).map(({ id }) => id) ?? []);
            }}
          >
            起草通报
          </Button>
        )}
        {chosen !== undefined && (
          <span className={styles.choosing}>
            <span className={styles.note}>已选 {chosen.length} 条</span>
            <Button
              type="primary"
              disabled={chosen.length === 0}
              onClick={() => {
                setDrafting(true);
              }}
            >
              用选中的起草
            </Button>
            <Button
              onClick={() => {
                setChosen(undefined);
              }}
            >
              不起草了
            </Button>
          </span>
        )}
      </div>
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !nodes && <Loading rows={5} label="正在读取检查结果" />}
      {nodes?.length === 0 && (
        <Empty title="还没有检查结果">
          {plans && isOpen(inspection) ? '点“到现场登记”，逐人、逐村登记；登记了就存下，可以分几次。' : undefined}
        </Empty>
      )}
      <ul>
        {nodes?.map((finding) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            around={inspection.placeName}
            published={inspection.state === 'PUBLISHED'}
            plannerRegionCode={inspection.plannerRegionCode}
            leads={leadsOf(finding, leads)}
            changed={again}
            {...(chosen !== undefined && {
              choice: (
                <Checkbox
                  aria-label={`选中${finding.posting?.cadre.name ?? finding.placeName}的结果`}
                  checked={chosen.includes(finding.id)}
                  onChange={({ target }) => {
                    setChosen(target.checked ? [...chosen, finding.id] : chosen.filter((id) => id !== finding.id));
                  }}
                />
              ),
            })}
          />
        ))}
      </ul>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      {drafting && chosen !== undefined && (
        <BulletinDialog
          findingIds={chosen}
          done={() => {
            void navigate('/inspections?tab=bulletins');
          }}
          close={() => {
            setDrafting(false);
          }}
        />
      )}
    </section>
  );
}

function isProblem({ presence, violation, rectification }: Parameters<typeof leadsOf>[0]): boolean {
  return presence === 'ABSENT' || violation !== null || rectification !== null;
}
