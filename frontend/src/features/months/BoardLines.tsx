import type { Day } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Lines } from '../../shared/Lines';
import { Mark } from '../../shared/Mark';
import { useSession } from '../session/session';
import { type BoardLine, type Counts, firstWaiting, handWords, overdueDays, overdueWords, sinceWords } from './board';
import styles from './Board.module.css';
import { rightsIn } from './rights';
import { STEPS } from './terms';

interface Props {
  lines: readonly BoardLine[];
  dueOn: Day;
  today: Day;
  choose: (place: string) => void;
}

/** One line a place: how many people, how far their sheets are, whose hand they wait for, and whether that is late. */
export function BoardLines({ lines, dueOn, today, choose }: Props) {
  return (
    <Lines
      className={styles.lines}
      lines={lines.map((line) => ({ ...line, key: line.code }))}
      choose={choose}
      cells={(line) => (
        <>
          <span className={item.name}>
            <b>{line.name}</b>
            <span className={item.note}>
              {line.counts.postings} 人{line.townships > 1 && ` · ${line.townships} 个乡镇`}
            </span>
          </span>
          <Progress counts={line.counts} />
          <Waits line={line} today={today} />
          <Standing line={line} dueOn={dueOn} today={today} />
        </>
      )}
    />
  );
}

function Progress({ counts }: { counts: Counts }) {
  const done = counts.totalled + counts.signed + counts.sealed + counts.verified;
  const parts = [
    ['统计', done],
    ['签字', counts.signed + counts.sealed + counts.verified],
    ['盖章', counts.sealed + counts.verified],
    ['查验', counts.verified],
  ] as const;
  return (
    <span className={styles.steps}>
      {parts.map(([name, count]) => (
        <span key={name} className={styles.step} data-done={count === counts.postings} data-begun={count > 0}>
          {name}
          <b className="numeric">
            {count}/{counts.postings}
          </b>
        </span>
      ))}
    </span>
  );
}

function Waits({ line, today }: { line: BoardLine; today: Day }) {
  const { viewer } = useSession();
  const waiting = firstWaiting(line);
  if (waiting === undefined) return <span className={styles.waits}>没有在等的</span>;
  if (line.townships > 1) {
    const told = line.waiting.reduce((sum, one) => sum.set(one.step, (sum.get(one.step) ?? 0) + one.sheets), new Map<keyof typeof STEPS, number>());
    return <span className={styles.waits}>{[...told].map(([step, sheets]) => `${STEPS[step].name} ${sheets} 张`).join('，')}</span>;
  }
  const others = line.waiting.filter((one) => one !== waiting);
  return (
    <span className={styles.waits}>
      {handWords(waiting, rightsIn(viewer, waiting.townshipCode).has(STEPS[waiting.step].right))} {waiting.sheets} 张
      <span className={item.note}>
        {sinceWords(waiting.since, today)}
        {others.map((one) => `；另有 ${one.sheets} 张${STEPS[one.step].name}`).join('')}
      </span>
    </span>
  );
}

function Standing({ line: { counts }, dueOn, today }: { line: BoardLine; dueOn: Day; today: Day }) {
  if (counts.overdue > 0) {
    return (
      <span className={styles.standing}>
        <Mark tone="late">
          逾期 {overdueDays(counts, dueOn, today)} 天{counts.overdue < counts.postings && ` · ${counts.overdue} 张`}
        </Mark>
        <span className={item.note}>{overdueWords(counts, dueOn)}</span>
      </span>
    );
  }
  if (counts.verified === counts.postings) return <span className={styles.standing}><Mark tone="good">已查验</Mark></span>;
  const sealed = counts.sealed + counts.verified === counts.postings;
  return (
    <span className={styles.standing}>
      {sealed ? <Mark tone="calm">已盖章</Mark> : <Mark>没有逾期</Mark>}
    </span>
  );
}
