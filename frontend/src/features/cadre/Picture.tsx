import { useEffect, useState } from 'react';
import styles from './Cadre.module.css';

interface Props {
  file: Blob;
  label: string;
  className?: string | undefined;
}

/** A photo that is on this phone; what the browser cannot draw, as HEIC, is named instead. */
export function Picture({ file, label, className = '' }: Props) {
  const [address, setAddress] = useState<string>();
  const [undrawn, setUndrawn] = useState<Blob>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address is a resource: made here, revoked here
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [file]);
  if (undrawn === file) {
    return (
      <span className={`${styles.undrawn ?? ''} ${className}`} role="img" aria-label={label}>
        照片
      </span>
    );
  }
  if (address === undefined) return null;
  return (
    <img
      className={className}
      src={address}
      alt={label}
      onError={() => {
        setUndrawn(file);
      }}
    />
  );
}
