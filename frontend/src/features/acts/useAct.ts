import { useCallback, useState } from 'react';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { useProven } from '../session/proof';

/** What the service said no to: its words, and its code where it has one. */
export interface Refusal {
  words: string;
  code: string | undefined;
}

/** One act of a person that may be refused; `run` answers whether it was done, asking for a renewed proof if need be. */
export function useAct() {
  const proven = useProven();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const run = useCallback(
    async (act: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      setRefusal(undefined);
      try {
        await proven(act);
        return true;
      } catch (thrown) {
        setRefusal({ words: wordsOfThrown(thrown), code: thrown instanceof Refused ? thrown.code : undefined });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [proven],
  );
  return { busy, refusal, run };
}
