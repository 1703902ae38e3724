import { createContext, use } from 'react';
import { Refused } from '../../shared/failure';

/** Does `act`; where the service wants proof of who one is, asks the person for it and does `act` once more. */
export type Proven = <Value>(act: () => Promise<Value>) => Promise<Value>;

export const ProofContext = createContext<Proven | null>(null);

/** How a page does what may need a renewed proof: `await proven(() => tell(client, …))`. */
export function useProven(): Proven {
  const proven = use(ProofContext);
  if (proven === null) throw new Error('asked for a proof outside of a session');
  return proven;
}

/** `Proven` by the given way of asking, which answers whether the person has proved it. */
export function provenBy(prove: () => Promise<boolean>): Proven {
  return async (act) => {
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'STEP_UP_REQUIRED') throw thrown;
    }
    if (!(await prove())) throw new Refused('没有验证身份，这次没有办理。', 'STEP_UP_CANCELLED');
    return act();
  };
}
