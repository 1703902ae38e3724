import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { SIGN_IN } from './operations';
import type { SignedIn } from './session';

export interface Credentials {
  tenant: string;
  username: string;
  password: string;
  code?: string | undefined;
}

/** How an attempt went: the person is in, a code is asked for beside the password, the code was wrong, or no. */
export type Attempted = { is: 'in'; viewer: SignedIn } | { is: 'code' } | { is: 'wrong-code' } | { is: 'refused' };

/** Signing in, by password and by code where the account has a second factor; `refusal` is in the service's words. */
export function useSignIn() {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const attempt = async (credentials: Credentials): Promise<Attempted> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      return { is: 'in', viewer: (await tell(client, SIGN_IN, credentials)).signIn };
    } catch (thrown) {
      const code = thrown instanceof Refused ? thrown.code : undefined;
      if (code === 'SECOND_FACTOR_REQUIRED') return { is: 'code' };
      setRefusal(wordsOfThrown(thrown));
      return { is: code === 'SECOND_FACTOR_WRONG' ? 'wrong-code' : 'refused' };
    } finally {
      setBusy(false);
    }
  };
  return { attempt, busy, refusal };
}
