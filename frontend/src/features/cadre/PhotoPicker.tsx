import { useId } from 'react';
import styles from './Cadre.module.css';
import { PHOTO_TYPES } from './photos';
import { Picture } from './Picture';

interface Props {
  label: string;
  photos: File[];
  change: (photos: File[]) => void;
  most: number;
}

/** Photos from the phone's camera, or from a folder where there is none, with what was taken shown small. */
export function PhotoPicker({ label, photos, change, most }: Props) {
  const input = useId();
  return (
    <div className={styles.photos}>
      {photos.map((photo) => (
        <Thumbnail
          key={`${photo.name}-${photo.lastModified}-${photo.size}`}
          photo={photo}
          remove={() => {
            change(photos.filter((one) => one !== photo));
          }}
        />
      ))}
      {photos.length < most && (
        <div className={most === 1 ? styles.takeWide : styles.take}>
          <input
            id={input}
            className="visually-hidden"
            type="file"
            accept={PHOTO_TYPES}
            capture="environment"
            onChange={(event) => {
              change([...photos, ...(event.target.files ?? [])].slice(0, most));
              event.target.value = '';
            }}
          />
          <label htmlFor={input}>
            <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
              <path
                fill="none"
                stroke="currentColor"
                strokeWidth="1.6"
                d="M3 8.5A1.5 1.5 0 0 1 4.500 7H7l1.500-2.500h7L17 7h2.500A1.500 1.500 0 0 1 21 8.500v9a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 3 17.500zM12 16.500a3.800 3.800 0 1 0 0-7.600 3.800 3.800 0 0 0 0 7.600z"
              />
            </svg>
            {label}
          </label>
        </div>
      )}
    </div>
  );
}

function Thumbnail({ photo, remove }: { photo: File; remove: () => void }) {
  return (
    <figure className={styles.thumbnail}>
      <Picture file={photo} label={`已选照片 ${photo.name}`} />
      <button type="button" onClick={remove} aria-label={`去掉照片 ${photo.name}`}>
        ×
      </button>
    </figure>
  );
}
