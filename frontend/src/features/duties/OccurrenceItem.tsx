import { type ReactNode, useId, useState } from 'react';
import type { Day } from '../../shared/days';
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
  const [open, setOpen] = useState(false);
  const detail = useId();
  const { words, tone } = standing(occurrence, today);
  const { title } = occurrence.rule;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.name}>
          <b>{who ?? title}</b>
          <span className={styles.note}>
            {who !== undefined && titled && `${title} · `}
            {occurrence.period}
            {where !== undefined && ` · ${where}`}
          </span>
        </span>
        <span className={styles.progress}>
          <span className="numeric">
            {occurrence.done} / {occurrence.required}
          </span>
          <span className={styles.note}>{dueTitle(occurrence.dueOn, today)}</span>
        </span>
        <span className={styles.state}>
          <Mark {...(tone && { tone })}>{words}</Mark>
          {occurrence.soft && occurrence.state === 'OPEN' && <span className={styles.note}>仅提示</span>}
        </span>
        <i className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && <Verdict occurrenceId={occurrence.id} />}
        {open && acts}
      </div>
    </li>
  );
}
