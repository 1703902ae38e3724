import styles from './KeptFiles.module.css';

export interface KeptFile {
  id: string;
  fileName: string;
}

interface Props {
  files: readonly KeptFile[];
  remove: (id: string) => void;
}

/** The files that something has already, each of which may be taken from it. */
export function KeptFiles({ files, remove }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className={styles.kept}>
      {files.map((file) => (
        <li key={file.id}>
          {file.fileName}
          <button
            type="button"
            aria-label={`去掉 ${file.fileName}`}
            onClick={() => {
              remove(file.id);
            }}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
