import { type RefObject, useEffect, useEffectEvent, useState } from 'react';

const PAUSE_MILLISECONDS = 400;

/** Saves what is being written when the writer pauses, and at the latest when the page goes out of sight. */
export function useAutosave(dirtyRef: RefObject<boolean>, save: () => Promise<void>): () => void {
  const [turn, setTurn] = useState(0);
  const saveNow = useEffectEvent(() => {
    // A phone without room says so when the log is finished; what is typed stays on the page.
    if (dirtyRef.current) save().catch(() => undefined);
  });
  useEffect(() => {
    if (turn === 0) return undefined;
    const timer = setTimeout(() => {
      saveNow();
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [turn]);
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') saveNow();
    };
    const leaving = () => {
      saveNow();
    };
    window.addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', hidden);
      saveNow();
    };
  }, []);
  return () => {
    dirtyRef.current = true;
    setTurn((number) => number + 1);
  };
}
