import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Changes to the address; null takes a name out of it. */
export type Put = (changes: Readonly<Record<string, string | null | undefined>>) => void;

/** What stands behind the question mark of the address, and a way to change it. */
export function useAddress(): [URLSearchParams, Put] {
  const [parameters, setParameters] = useSearchParams();
  const put = useCallback<Put>(
    (changes) => {
      setParameters((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value == null) after.delete(name);
          else after.set(name, value);
        }
        return after;
      });
    },
    [setParameters],
  );
  return [parameters, put];
}
