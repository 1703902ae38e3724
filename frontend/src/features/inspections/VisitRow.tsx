import type { ReactNode } from 'react';
import { Expandable } from '../../shared/Expandable';
import { Mark } from '../../shared/Mark';
import styles from './Visit.module.css';

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
  return (
    <div className={styles.visit}>
      <Expandable
        open={open}
        toggle={toggle}
        head={
          <>
            <span className={quiet ? styles.quiet : styles.person}>{title}</span>
            {state ? <Mark {...(state.tone && { tone: state.tone })}>{state.name}</Mark> : <Mark>未登记</Mark>}
          </>
        }
      >
        <div className={styles.visitBody}>{children}</div>
      </Expandable>
    </div>
  );
}
