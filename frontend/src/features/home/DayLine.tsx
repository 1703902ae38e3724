import { useId, useState } from 'react';
import { Link } from 'react-router';
import { type Day, monthOf } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { placeWithin, ROLE_NAMES } from '../../shared/words';
import { DayFactsPanel } from '../claims/DayFactsPanel';
import { useSession } from '../session/session';
import styles from './Day.module.css';
import { DayFiles } from './DayFiles';
import { isOpen } from './destinations';
import { isFar, knownOf, type Line, normWords, shownAs } from './whereabouts';

const TOWNSHIP_DIGITS = 9;

interface Props {
  line: Line;
  day: Day;
  around: string;
}

/** One person: where they were, how that is known, and how their month stands; it opens into the records. */
export function DayLine({ line, day, around }: Props) {
  const [open, setOpen] = useState(false);
  const detail = useId();
  const { name, tone } = shownAs(line.state);
  const norm = normWords(line.norm);
  return (
    <li className={styles.person}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.who}>
          <b>{line.cadreName}</b>
          <span className={styles.note}>
            {line.placeName === around ? '本级' : placeWithin(line.placeName, around)} · {ROLE_NAMES[line.role]}
          </span>
        </span>
        <span className={styles.where}>
          <Mark {...(tone && { tone })}>{name}</Mark>
        </span>
        <span className={styles.known} data-far={isFar(line) || undefined} data-wide={norm === null || undefined}>
          {knownOf(line, day).join(' · ')}
        </span>
        {norm !== null && (
          <span className={styles.norm}>
            <span className="numeric">本月 {norm.days}</span>
            <span className={norm.sure ? styles.sure : styles.note}>{norm.words}</span>
          </span>
        )}
        <span className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && <Origin line={line} day={day} />}
      </div>
    </li>
  );
}

/** What the line comes from: the day's records and files, the norm in its own words, and where to act on it. */
function Origin({ line, day }: { line: Line; day: Day }) {
  const { viewer } = useSession();
  const { norm } = line;
  const township = line.regionCode.slice(0, TOWNSHIP_DIGITS);
  const ways = [
    ...(line.conflict !== null || line.claimedAt !== null ? [{ path: '/claims', to: '/claims', title: '到补签与冲突' }] : []),
    ...(line.away === null ? [] : [{ path: '/leave', to: '/leave', title: '到请假销假' }]),
    {
      path: '/months',
      to: `/months?${new URLSearchParams({ place: township, month: monthOf(day) }).toString()}`,
      title: '看本月考勤表',
    },
  ].filter(({ path }) => isOpen(viewer, path));
  return (
    <>
      <p className={styles.note}>派出单位：{line.unitName}</p>
      <DayFactsPanel postingId={line.postingId} day={day} />
      <DayFiles postingId={line.postingId} day={day} />
      {norm !== null && (
        <p className={styles.reason}>
          {norm.reason}
          <span className={styles.note}>
            {' '}
            {norm.document} {norm.reference}
          </span>
        </p>
      )}
      <p className={styles.ways}>
        {ways.map(({ to, title }) => (
          <Link key={to} to={to}>
            {title}
          </Link>
        ))}
      </p>
    </>
  );
}
