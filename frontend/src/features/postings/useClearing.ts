import { useEffect, useState } from 'react';

/** The whole seconds left until `clear` is called, `seconds` after `shown` was set. */
export function useClearing(shown: object | undefined, seconds: number, clear: () => void): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (shown === undefined) return undefined;
    const until = Date.now() + seconds * 1000;
    const tick = () => {
      const remaining = Math.ceil((until - Date.now()) / 1000);
      setLeft(Math.max(remaining, 0));
      if (remaining <= 0) clear();
    };
    const timer = window.setInterval(tick, 1000);
    return () => {
      window.clearInterval(timer);
      setLeft(seconds);
    };
  }, [shown, seconds, clear]);
  return left;
}
