import styles from './WorkLogs.module.css';

interface Props {
  label: string;
  chips: readonly { key: string; text: string; name?: string }[];
  choose: (key: string) => void;
}

/** What can be put in with one tap. */
export function Chips({ label, chips, choose }: Props) {
  if (chips.length === 0) return null;
  return (
    <div className={styles.offer} role="group" aria-label={label}>
      <span>{label}</span>
      <div className={styles.chips}>
        {chips.map(({ key, text, name }) => (
          <button
            key={key}
            type="button"
            aria-label={name ?? text}
            onClick={() => {
              choose(key);
            }}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}
