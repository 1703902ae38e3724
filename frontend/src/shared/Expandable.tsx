import { type ReactNode, useId, useState } from 'react';
import styles from './Expandable.module.css';

interface Parts {
  /** The cells of the line; `--columns` of the item says how wide they are. */
  head: ReactNode;
  /** Stands before the line and is no part of it, such as a box to tick. */
  beside?: ReactNode;
  /** Stands below the line, open or not. */
  below?: ReactNode;
  /** Stands below the line as long as it is closed. */
  excerpt?: ReactNode;
  /** What it opens into; it is only there while it is open. */
  children: ReactNode;
}

interface Props extends Parts {
  open: boolean;
  toggle: () => void;
}

/** A line that opens into what is behind it, by mouse, by finger and by keyboard. */
export function Expandable({ head, beside, below, excerpt, open, toggle, children }: Props) {
  const detail = useId();
  const line = (
    <button type="button" className={styles.head} aria-expanded={open} aria-controls={detail} onClick={toggle}>
      {head}
      <i className={styles.caret} aria-hidden="true" />
    </button>
  );
  return (
    <>
      {!beside ? (
        line
      ) : (
        <div className={styles.row}>
          {beside}
          {line}
        </div>
      )}
      {below}
      {!open && excerpt}
      <div id={detail} hidden={!open} className={styles.detail}>
        {open && children}
      </div>
    </>
  );
}

interface ItemProps extends Parts {
  /** Lays out the line and what it opens into. */
  className?: string | undefined;
  /** Whether it is open from the beginning. */
  opened?: boolean;
}

/** One of a list, closed until somebody wants to know more of it. */
export function ExpandableItem({ className = '', opened = false, ...parts }: ItemProps) {
  const [open, setOpen] = useState(opened);
  return (
    <li className={`${styles.item ?? ''} ${className}`}>
      <Expandable
        {...parts}
        open={open}
        toggle={() => {
          setOpen(!open);
        }}
      />
    </li>
  );
}

/** One of a list that opens on a page of its own. */
export function OnwardItem({ className = '', head, open }: { className?: string | undefined; head: ReactNode; open: () => void }) {
  return (
    <li className={`${styles.item ?? ''} ${className}`}>
      <button type="button" className={styles.head} onClick={open}>
        {head}
        <i className={`${styles.caret ?? ''} ${styles.onward ?? ''}`} aria-hidden="true" />
      </button>
    </li>
  );
}
