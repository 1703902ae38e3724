import { useCallback, useEffect, useState } from 'react';
import { wordsOfThrown } from './failure';

/** Something being read: nothing yet, its value, or the words of what went wrong; `again` reads it anew. */
export interface Reading<Value> {
  value?: Value;
  words?: string;
  again: () => void;
}

type Answer<Value> = { of: object; value: Value } | { of: object; words: string };

/** Reads with `read`, and anew whenever it is another function: keep it by useCallback. */
export function useReading<Value>(read: () => Promise<Value>): Reading<Value> {
  const [turn, setTurn] = useState({});
  const [answer, setAnswer] = useState<Answer<Value> & { turn: object }>();
  useEffect(() => {
    let wanted = true;
    read().then(
      (value) => {
        if (wanted) setAnswer({ of: read, turn, value });
      },
      (thrown: unknown) => {
        if (wanted) setAnswer({ of: read, turn, words: wordsOfThrown(thrown) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [read, turn]);
  const again = useCallback(() => {
    setTurn({});
  }, []);
  if (answer?.of !== read || ('words' in answer && answer.turn !== turn)) return { again };
  return 'words' in answer ? { words: answer.words, again } : { value: answer.value, again };
}
