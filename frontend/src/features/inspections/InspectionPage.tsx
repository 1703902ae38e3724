import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { fullDayTitle, momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { may, useSession } from '../session/session';
import { ChecklistPanel } from './ChecklistPanel';
import { CancelDialog, PublishDialog } from './Closing';
import { Draws } from './Draws';
import { Findings } from './Findings';
import styles from './Inspections.module.css';
import { isOpen, plansFor, waysOf } from './planning';
import { levelOf, METHODS, STATES } from './terms';
import { type DrawnInspection, useInspection } from './useInspection';

/** One inspection: what was planned, whom the lot fell on, what was found, and what follows from it. */
export function InspectionPage() {
  const { id = '' } = useParams();
  const { value: inspection, words, again } = useInspection(id);
  if (words !== undefined || inspection === undefined || inspection === null) {
    return (
      <div className="panel">
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && inspection === undefined && <Loading rows={6} label="正在读取这次检查" />}
        {inspection === null && (
          <Empty title="没有这次检查，或者您看不到">
            <Link to="/inspections">回到督查</Link>
          </Empty>
        )}
      </div>
    );
  }
  return <Shown inspection={inspection} again={again} />;
}

function Shown({ inspection, again }: { inspection: DrawnInspection; again: () => void }) {
  const { viewer } = useSession();
  const navigate = useNavigate();
  const [act, setAct] = useState<'publish' | 'cancel'>();
  const { name, ...tone } = STATES[inspection.state];
  const plans = plansFor(viewer, inspection.plannerRegionCode);
  const open = plans && isOpen(inspection);
  const { drawn } = inspection;
  const close = () => {
    setAct(undefined);
  };
  return (
    <>
      <p className={page.back}>
        <Link to={plans ? '/inspections?tab=list' : '/inspections'}>‹ 督查</Link>
      </p>
      <PageHead
        title={inspection.title}
        lead={`${METHODS[inspection.method]} · ${placeWithin(inspection.placeName, viewer.tenant.name)} · ${levelOf(
          inspection.plannerRegionCode,
        )}安排`}
      >
        {open && (
          <>
            <Button
              type="primary"
              className={styles.big ?? ''}
              onClick={() => {
                void navigate(`/inspections/${inspection.id}/visit`);
              }}
            >
              到现场登记
            </Button>
            {inspection.state === 'CARRIED_OUT' && (
              <Button
                onClick={() => {
                  setAct('publish');
                }}
              >
                公布结果
              </Button>
            )}
            <Button
              onClick={() => {
                setAct('cancel');
              }}
            >
              取消检查
            </Button>
          </>
        )}
      </PageHead>
      <div className={styles.facts}>
        <Mark {...tone}>{name}</Mark>
        {waysOf(inspection).map((way) => (
          <Mark key={way}>{way}</Mark>
        ))}
        <span className={item.note}>
          计划 <span className="numeric">{fullDayTitle(inspection.plannedOn)}</span>
          {inspection.carriedOutOn !== null && `，${fullDayTitle(inspection.carriedOutOn)}检查`}
          {inspection.publishedAt !== null && `，${momentTitle(inspection.publishedAt)}公布`}
        </span>
      </div>
      {open && <p className={styles.secret}>还没有公布：除本级和上级安排检查的人，谁也看不到这次检查。</p>}
      {inspection.cancelReason !== null && <p className={styles.secret}>取消的原因：{inspection.cancelReason}</p>}
      {(plans || drawn.length > 0) && <Draws inspection={inspection} draws={drawn} open={open} changed={again} />}
      <Findings inspection={inspection} plans={plans} />
      {(plans || !may(viewer, 'attendance:check_in')) && (
        <ChecklistPanel inspectionId={inspection.id} open={open} quiet={!plans} />
      )}
      {act === 'publish' && <PublishDialog inspection={inspection} done={again} close={close} />}
      {act === 'cancel' && <CancelDialog inspection={inspection} done={again} close={close} />}
    </>
  );
}
