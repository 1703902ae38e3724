import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import item from '../../shared/Item.module.css';
import { PagedSection } from '../acts/PagedSection';
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
  const pages = useFindings(inspection.id);
  const nodes = pages.nodes ?? [];
  const leads = useLeads(inspection, nodes);
  const drafts = plans && may(viewer, 'bulletin:publish') && inspection.state !== 'CANCELLED' && nodes.length > 0;
  const aside = drafts && (
    <Choosing
      count={chosen?.length}
      begin={() => {
        setChosen(nodes.filter(isProblem).map(({ id }) => id));
      }}
      draft={() => {
        setDrafting(true);
      }}
      end={() => {
        setChosen(undefined);
      }}
    />
  );
  return (
    <div className={styles.section}>
      <PagedSection
        title="检查结果"
        aside={aside}
        reading="正在读取检查结果"
        empty={{
          title: '还没有检查结果',
          words: plans && isOpen(inspection) ? '点“到现场登记”，逐人、逐村登记；登记了就存下，可以分几次。' : undefined,
        }}
        pages={pages}
        item={(finding) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            around={inspection.placeName}
            published={inspection.state === 'PUBLISHED'}
            plannerRegionCode={inspection.plannerRegionCode}
            leads={leadsOf(finding, leads)}
            changed={pages.again}
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
        )}
      >
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
      </PagedSection>
    </div>
  );
}

interface ChoosingProps {
  /** How many are chosen; undefined before one begins to choose. */
  count: number | undefined;
  begin: () => void;
  draft: () => void;
  end: () => void;
}

/** The way from findings to a bulletin: choosing some of them, and drafting it. */
function Choosing({ count, begin, draft, end }: ChoosingProps) {
  if (count === undefined) return <Button onClick={begin}>起草通报</Button>;
  return (
    <div className={item.acts}>
      <span className={item.note}>已选 {count} 条</span>
      <Button type="primary" disabled={count === 0} onClick={draft}>
        用选中的起草
      </Button>
      <Button onClick={end}>不起草了</Button>
    </div>
  );
}

function isProblem({ presence, violation, rectification }: Parameters<typeof leadsOf>[0]): boolean {
  return presence === 'ABSENT' || violation !== null || rectification !== null;
}
