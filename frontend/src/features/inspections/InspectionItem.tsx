import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { fullDayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin } from '../../shared/words';
import { useSession } from '../session/session';
import styles from './Inspections.module.css';
import { type Inspection, isOpen } from './planning';
import { levelOf, METHODS, STATES } from './terms';

/** One inspection in a list: what, how, where, when, by whom, how far; `toVisit` offers the way to the spot. */
export function InspectionItem({ inspection, toVisit = false }: { inspection: Inspection; toVisit?: boolean }) {
  const { viewer } = useSession();
  const navigate = useNavigate();
  const { name, ...tone } = STATES[inspection.state];
  return (
    <li className={styles.plain}>
      <span className={item.name}>
        <Link className={styles.link ?? ''} to={`/inspections/${inspection.id}`}>
          {inspection.title}
        </Link>
        <span className={item.note}>
          {METHODS[inspection.method]} · {placeWithin(inspection.placeName, viewer.tenant.name)} ·{' '}
          <span className="numeric">{fullDayTitle(inspection.carriedOutOn ?? inspection.plannedOn)}</span> ·{' '}
          {levelOf(inspection.plannerRegionCode)}安排
        </span>
      </span>
      <span className={styles.end}>
        <Mark {...tone}>{name}</Mark>
        {toVisit && isOpen(inspection) && (
          <Button
            type="primary"
            className={styles.big ?? ''}
            aria-label={`到现场登记：${inspection.title}`}
            onClick={() => {
              void navigate(`/inspections/${inspection.id}/visit`);
            }}
          >
            到现场登记
          </Button>
        )}
      </span>
    </li>
  );
}
