import styles from './Clause.module.css';

interface Props {
  words: string | null | undefined;
  /** Where the words stand; nothing where they say so themselves. */
  document?: string | null | undefined;
  reference?: string | null | undefined;
  /** As wide as the panel that it stands in. */
  wide?: boolean;
}

/** A rule in its own words, and where it stands. */
export function Clause({ words, document, reference, wide = false }: Props) {
  return (
    <blockquote className={wide ? `${styles.clause ?? ''} ${styles.wide ?? ''}` : styles.clause}>
      <p>{words}</p>
      {document != null && (
        <cite>
          {document} {reference}
        </cite>
      )}
    </blockquote>
  );
}
