import { type ReactNode, useId } from 'react';
import { Mark } from '../../shared/Mark';
import styles from './Inspections.module.css';

interface Props {
  title: string;
  quiet?: boolean;
  state: { name: string; tone?: 'good' | 'late' | 'calm' } | undefined;
  open: boolean;
  toggle: () => void;
  children: ReactNode;
}

/** One thing to note on the spot; it opens into its form. */
export function VisitRow({ title, quiet = false, state, open, toggle, children }: Props) {
  const detail = useId();
  return (
    <div className={styles.visit}>
      <button
        type="button"
        className={styles.visitRow}
        aria-expanded={open}
        aria-controls={detail}
        onClick={toggle}
      >
        <span className={quiet ? styles.quiet : styles.person}>{title}</span>
        {state ? <Mark {...(state.tone && { tone: state.tone })}>{state.name}</Mark> : <Mark>未登记</Mark>}
        <i className={open ? `${styles.caret ?? ''} ${styles.turned ?? ''}` : styles.caret} aria-hidden="true" />
      </button>
      <div id={detail} hidden={!open} className={styles.visitBody}>
        {open && children}
      </div>
    </div>
  );
}
