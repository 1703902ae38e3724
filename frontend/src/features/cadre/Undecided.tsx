import { Link } from 'react-router';
import { dayTitle } from '../../shared/days';
import { isOpen } from '../home/destinations';
import { useSession } from '../session/session';
import styles from './Cadre.module.css';
import { undecided } from './waitingDays';
import type { MyPosting } from './useMyMonth';

/** Days of one's own that wait for a person's decision; nothing when there are none. */
export function Undecided({ posting }: { posting: MyPosting }) {
  const { viewer } = useSession();
  const days = undecided(posting.attendanceConflicts ?? [], posting.backfillRequests ?? []);
  if (days.length === 0) return null;
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-labelledby="undecided">
      <div className={styles.cardTitle}>
        <h2 id="undecided">等人裁定的日子</h2>
        {isOpen(viewer, '/claims') && (
          <Link className={styles.onward} to="/claims">
            去看
          </Link>
        )}
      </div>
      <ul className={styles.undecided}>
        {days.map(({ id, day, words }) => (
          <li key={id}>
            <b>{dayTitle(day)}</b> {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
