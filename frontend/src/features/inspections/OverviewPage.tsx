import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { PageHead } from '../../shared/PageHead';
import { may, useSession } from '../session/session';
import { Bulletins } from './Bulletins';
import { Coverage } from './Coverage';
import { InspectionList } from './InspectionList';
import styles from './Inspections.module.css';
import { MyFindings } from './MyFindings';
import { type Proposal, PlanDialog } from './PlanDialog';
import { RectificationList } from './RectificationList';
import { useWaitingRectifications } from './waiting';

type Tab = 'coverage' | 'list' | 'findings' | 'rectifications' | 'bulletins';

/** What planners begin with, or what those who are looked at are told. */
export function OverviewPage() {
  const { viewer } = useSession();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [planning, setPlanning] = useState<Proposal>();
  const { count, again } = useWaitingRectifications();
  const plans = may(viewer, 'inspection:plan');
  const options: { value: Tab; label: string }[] = [
    ...(plans
      ? [
          { value: 'coverage' as const, label: '本期覆盖' },
          { value: 'list' as const, label: '检查' },
        ]
      : [{ value: 'findings' as const, label: '检查结果' }]),
    { value: 'rectifications', label: count > 0 ? `整改（${count}）` : '整改' },
    ...(may(viewer, 'bulletin:read') ? [{ value: 'bulletins' as const, label: '通报' }] : []),
  ];
  const asked = parameters.get('tab');
  const tab = options.find(({ value }) => value === asked)?.value ?? options[0]?.value;
  return (
    <>
      <PageHead
        title="督查"
        lead={
          plans
            ? '先看本期谁该查、查到了没有，再安排、抽样、到现场登记；公布以前，被查方看不到。'
            : '与您有关、已经公布的检查结果，要求的整改和通报。'
        }
      >
        {plans && (
          <Button
            type="primary"
            onClick={() => {
              setPlanning({});
            }}
          >
            安排检查
          </Button>
        )}
      </PageHead>
      <Segmented<Tab>
        aria-label="看什么"
        className={styles.tabs ?? ''}
        value={tab ?? 'rectifications'}
        options={options}
        onChange={(value) => {
          setParameters({ tab: value });
        }}
      />
      {tab === 'coverage' && <Coverage plan={setPlanning} />}
      {tab === 'list' && <InspectionList />}
      {tab === 'findings' && <MyFindings />}
      {tab === 'rectifications' && <RectificationList waiting={count} changed={again} />}
      {tab === 'bulletins' && <Bulletins />}
      {planning && (
        <PlanDialog
          proposal={planning}
          done={(id) => {
            void navigate(`/inspections/${id}`);
          }}
          close={() => {
            setPlanning(undefined);
          }}
        />
      )}
    </>
  );
}
