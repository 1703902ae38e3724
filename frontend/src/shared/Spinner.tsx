import styles from './Spinner.module.css';

/**
 * What turns in a button while its act is under way.
 *
 * Ant Design's own icon leaves by a transition; an act refused at once ends it before it has begun, and the icon
 * stays, unseen, but read out as part of the button's name. This one comes and goes with the act.
 */
export function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />;
}
