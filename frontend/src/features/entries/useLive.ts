import { liveQuery } from 'dexie';
import { useEffect, useState } from 'react';

/** What `read` finds in the phone's stores, anew whenever that changes in any tab; keep it by useCallback. */
export function useLive<Value>(read: () => Promise<Value>): Value | undefined {
  const [found, setFound] = useState<{ of: object; value: Value }>();
  useEffect(() => {
    const watched = liveQuery(read).subscribe({
      next: (value) => {
        setFound({ of: read, value });
      },
      // A browser that keeps nothing has nothing to show.
      error: () => {
        setFound(undefined);
      },
    });
    return () => {
      watched.unsubscribe();
    };
  }, [read]);
  return found?.of === read ? found.value : undefined;
}
