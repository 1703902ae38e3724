import type { ReactNode } from 'react';
import type { Day } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import styles from './Duties.module.css';
import { dueTitle, type Occurrence, standing } from './due';
import { Verdict } from './Verdict';

interface Props {
  occurrence: Occurrence;
  today: Day;
  /** Who owes it, where that is not plain from the page. */
  who?: string;
  where?: string;
  /** Whether to say beside whoever owes it which duty it is. */
  titled?: boolean;
  /** What can be done about it. */
  acts?: ReactNode;
}

/** One period of a duty; it opens into what is said of it and why. */
export function OccurrenceItem({ occurrence, today, who, where, titled = true, acts }: Props) {
  const { words, tone } = standing(occurrence, today);
  const { title } = occurrence.rule;
  return (
    <ExpandableItem
      className={styles.occurrence}
      head={
        <>
          <span className={item.name}>
            <b>{who ?? title}</b>
            <span className={item.note}>
              {who !== undefined && titled && `${title} · `}
              {occurrence.period}
              {where !== undefined && ` · ${where}`}
            </span>
          </span>
          <span className={styles.progress}>
            <span className="numeric">
              {occurrence.done} / {occurrence.required}
            </span>
            <span className={item.note}>{dueTitle(occurrence.dueOn, today)}</span>
          </span>
          <span className={item.state}>
            <Mark {...(tone && { tone })}>{words}</Mark>
            {occurrence.soft && occurrence.state === 'OPEN' && <span className={item.note}>仅提示</span>}
          </span>
        </>
      }
    >
      <div className={styles.detail}>
        <Verdict occurrenceId={occurrence.id} />
        {acts}
      </div>
    </ExpandableItem>
  );
}
