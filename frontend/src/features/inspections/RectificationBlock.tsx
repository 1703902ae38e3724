import { Button } from 'antd';
import { useState } from 'react';
import type { FindingPartsFragment } from '../../gql/graphql';
import { civilDay, fullDayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { Thumbnails } from '../acts/Thumbnails';
import { useSession } from '../session/session';
import styles from './Inspections.module.css';
import { deadline, dueAct } from './planning';
import { DecideDialog, type Decision } from './DecideDialog';
import { ReportDialog } from './ReportDialog';
import { RECTIFICATIONS } from './terms';

interface Props {
  rectification: NonNullable<FindingPartsFragment['rectification']>;
  findingId: string;
  regionCode: string;
  published: boolean;
  plannerRegionCode: string;
  who: string;
  changed: () => void;
}

/** What is to be put right, by when, what was done, what was said to it; and the next act of whoever has to act. */
export function RectificationBlock(props: Props) {
  const { rectification: one, findingId, who, changed } = props;
  const { viewer } = useSession();
  const [act, setAct] = useState<'report' | Decision>();
  const { name, ...tone } = RECTIFICATIONS[one.state];
  const { overdue, words } = deadline(one, civilDay());
  const due = dueAct(viewer, one, props);
  const reports = due === 'report';
  const judges = due === 'judge';
  const done = () => {
    setAct(undefined);
    changed();
  };
  const close = () => {
    setAct(undefined);
  };
  return (
    <div className={styles.rectify} role="group" aria-label={`${who}的整改`}>
      <p className={styles.heading}>
        <b>整改</b>
        <Mark {...tone}>{name}</Mark>
        <span className={overdue ? item.late : item.note}>{words}</span>
      </p>
      <p className={styles.words}>{one.demand}</p>
      {one.report !== null && (
        <p className={styles.words}>
          <b>做了什么：</b>
          {one.report}
          {one.reportedOn !== null && <span className={item.note}>（{fullDayTitle(one.reportedOn)}报送）</span>}
        </p>
      )}
      <Thumbnails files={one.evidence} label={`${who}的整改佐证`} />
      {one.decidedOn !== null && (
        <p className={styles.words}>
          <b>审核：</b>
          {one.state === 'ACCEPTED' ? '通过' : '退回'}
          {one.decisionNote !== null && `，${one.decisionNote}`}
          <span className={item.note}>（{fullDayTitle(one.decidedOn)}）</span>
        </p>
      )}
      {(reports || judges) && (
        <div className={item.acts}>
          {reports && (
            <Button
              type="primary"
              onClick={() => {
                setAct('report');
              }}
            >
              报送整改情况
            </Button>
          )}
          {judges && (
            <>
              <Button
                type="primary"
                onClick={() => {
                  setAct('accept');
                }}
              >
                通过
              </Button>
              <Button
                onClick={() => {
                  setAct('return');
                }}
              >
                退回
              </Button>
            </>
          )}
        </div>
      )}
      {act === 'report' && <ReportDialog findingId={findingId} demand={one.demand} done={done} close={close} />}
      {(act === 'accept' || act === 'return') && (
        <DecideDialog is={act} findingId={findingId} who={who} done={done} close={close} />
      )}
    </div>
  );
}
