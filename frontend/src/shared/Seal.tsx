import styles from './Seal.module.css';

/** The mark of the product: two characters in a seal. */
export function Seal({ large = false }: { large?: boolean }) {
  return (
    <span className={large ? `${styles.seal ?? ''} ${styles.large ?? ''}` : styles.seal} aria-hidden="true">
      选派
    </span>
  );
}
