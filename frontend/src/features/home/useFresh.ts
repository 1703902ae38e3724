import { useEffect, useState } from 'react';
import { type Reading, useReading } from '../../shared/useReading';

const EVERY_MINUTES = 3;
const LONG_AGO_MS = 30_000;

/**
 * Reads now, every few minutes, and when the page is looked at again after a while; the last answer to the same
 * question (`key`) stays until there is a newer one, so that nothing jumps. `words` beside a value: the newest reading
 * failed. Keep `read` by useCallback.
 */
export function useFresh<Value>(key: string, read: () => Promise<Value>, minutes = EVERY_MINUTES): Reading<Value> {
  const { value, words, again } = useReading(read);
  const [kept, setKept] = useState<{ key: string; value: Value }>();
  if (value !== undefined && (kept?.key !== key || kept.value !== value)) setKept({ key, value });
  const shown = value ?? (kept?.key === key ? kept.value : undefined);
  useEffect(() => {
    let last = Date.now();
    const renew = (least: number) => {
      if (document.visibilityState !== 'visible' || Date.now() - last < least) return;
      last = Date.now();
      again();
    };
    const look = () => {
      renew(LONG_AGO_MS);
    };
    const timer = window.setInterval(() => {
      renew(0);
    }, minutes * 60_000);
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [again, minutes]);
  return { again, ...(shown !== undefined && { value: shown }), ...(words !== undefined && { words }) };
}
