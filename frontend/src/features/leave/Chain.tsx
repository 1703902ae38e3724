import type { LeaveStepPartsFragment } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { placeWithin } from '../../shared/words';
import { useSession } from '../session/session';
import styles from './Leave.module.css';

type Step = Pick<LeaveStepPartsFragment, 'number' | 'level' | 'placeName'> & Partial<LeaveStepPartsFragment>;

const LEVELS: Record<Step['level'], string> = {
  PROVINCE: '省级审批',
  CITY: '市级审批',
  COUNTY: '县级审批',
  TOWNSHIP: '乡镇审批',
  VILLAGE: '村级审批',
};

interface Props {
  steps: readonly Step[];
  /** Whether the first step that is not taken yet is whose turn it is; else the chain only is to come, or is cut off. */
  waits: boolean;
  label?: string;
}

/** Who has to approve, in order: who has, whose turn it is, and who comes after. */
export function Chain({ steps, waits, label = '审批步骤' }: Props) {
  const { viewer } = useSession();
  const turn = waits ? steps.find((step) => step.outcome == null)?.number : undefined;
  return (
    <ol className={styles.chain} aria-label={label}>
      {steps.map((step) => (
        <li key={step.number} data-state={step.outcome ?? (step.number === turn ? 'TURN' : 'OPEN')}>
          <i aria-hidden="true">{step.outcome === 'APPROVED' ? '✓' : step.outcome === 'REJECTED' ? '×' : step.number}</i>
          <div>
            <p>
              <b>{placeWithin(step.placeName ?? '', viewer.tenant.name)}</b>{' '}
              <span className={item.note}>{LEVELS[step.level]}</span>
            </p>
            <Told step={step} turn={step.number === turn} waits={waits} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Told({ step, turn, waits }: { step: Step; turn: boolean; waits: boolean }) {
  if (step.outcome == null) {
    if (turn) return <p className={styles.turn}>等待审批</p>;
    return waits ? <p className={item.note}>上一步同意后办理</p> : null;
  }
  return (
    <>
      <p className={item.note}>
        {step.office} {step.decidedBy} {step.outcome === 'APPROVED' ? '同意' : '不批准'}
        {step.decidedAt != null && ` · ${momentTitle(step.decidedAt)}`}
      </p>
      {step.note != null && <p className={styles.note}>“{step.note}”</p>}
    </>
  );
}
