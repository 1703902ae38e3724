import { App } from 'antd';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { makeClient } from '../../app/client';
import { wordsOf } from '../../shared/failure';
import { Failure } from '../../shared/States';
import { ChangePasswordPage } from './ChangePasswordPage';
import { Kept } from './Kept';
import { forget, letLeave, remember, remembered } from './memory';
import { SIGN_OUT, VIEWER } from './operations';
import { SessionContext, type SignedIn, useSession } from './session';
import { SignInPage } from './SignInPage';
import { StepUp } from './StepUp';
import styles from './Session.module.css';

const EnrolPage = lazy(async () => ({ default: (await import('./EnrolPage')).EnrolPage }));

/** `kept`: as the phone remembers the person, while the service does not answer. */
type Known =
  | { is: 'unknown' }
  | { is: 'unreachable'; words: string }
  | { is: 'out' }
  | { is: 'in'; viewer: SignedIn; kept?: boolean };

// On a line that hardly moves, the person as remembered is better than an empty page.
const PATIENCE_MILLISECONDS = 6000;
const ASK_AGAIN_MILLISECONDS = 30_000;

/** Shows `children` to a signed-in person, and otherwise what is in the way: sign-in, first password, second factor, no service. */
export function SessionGate({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<Known>({ is: 'unknown' });
  const [notice, setNotice] = useState<string>();
  const [sessionNumber, setSessionNumber] = useState(0);
  const [page, setPage] = useState<'password' | 'factor'>();
  const { modal } = App.useApp();

  const left = useCallback((words?: string) => {
    void forget();
    setKnown({ is: 'out' });
    setNotice(words);
    setPage(undefined);
    setSessionNumber((number) => number + 1);
  }, []);
  const ended = useCallback(() => {
    left('登录已失效，请重新登录。');
  }, [left]);
  // A fresh client for each session: nothing that one person read stays for the next.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the number is what makes it fresh
  const client = useMemo(() => makeClient(ended), [sessionNumber, ended]);

  const ask = useCallback(async () => {
    const fallBack = async (words?: string) => {
      const viewer = await remembered();
      setKnown((now) => {
        if (now.is !== 'unknown') return now;
        if (viewer) return { is: 'in', viewer, kept: true };
        return words === undefined ? now : { is: 'unreachable', words };
      });
    };
    const slow = setTimeout(() => void fallBack(), PATIENCE_MILLISECONDS);
    const { data, error } = await client.query(VIEWER, {}, { requestPolicy: 'network-only' }).toPromise();
    clearTimeout(slow);
    if (data) {
      const { viewer } = data;
      // Whoever has left in the meantime stays out.
      setKnown((now) => (now.is === 'out' || !viewer ? { is: 'out' } : { is: 'in', viewer }));
      void (viewer ? remember(viewer) : forget());
    } else if (error) await fallBack(wordsOf(error));
  }, [client]);
  const kept = known.is === 'in' && known.kept === true;
  useEffect(() => {
    if (!kept) return undefined;
    const again = () => void ask();
    const timer = setInterval(again, ASK_AGAIN_MILLISECONDS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [kept, ask]);
  const unknown = known.is === 'unknown';
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the state is set when the service has answered
    if (unknown) void ask();
  }, [unknown, ask]);

  const viewer = known.is === 'in' ? known.viewer : null;
  const enter = useCallback((viewer: SignedIn) => {
    setNotice(undefined);
    setKnown({ is: 'in', viewer });
    void remember(viewer);
  }, []);
  const leave = useCallback(
    async (words?: string) => {
      if (words === undefined && viewer && !(await letLeave(modal, viewer))) return;
      await client.mutation(SIGN_OUT, {}).toPromise();
      left(words);
    },
    [client, left, modal, viewer],
  );
  const session = useMemo(() => (viewer ? { viewer, enter, leave, open: setPage } : null), [viewer, enter, leave]);

  return (
    <Provider value={client}>
      {known.is === 'unknown' && <Waiting />}
      {known.is === 'unreachable' && (
        <main className={styles.alone}>
          <Failure
            words={known.words}
            retry={() => {
              setKnown({ is: 'unknown' });
            }}
          />
        </main>
      )}
      {known.is === 'out' && <SignInPage notice={notice} enter={enter} />}
      {session && (
        <SessionContext value={session}>
          <Step
            asked={page}
            close={() => {
              setPage(undefined);
            }}
          >
            <StepUp>
              <Kept viewer={session.viewer} />
              {children}
            </StepUp>
          </Step>
        </SessionContext>
      )}
    </Provider>
  );
}

interface StepProps {
  /** What the person has asked for themselves. */
  asked: 'password' | 'factor' | undefined;
  close: () => void;
  children: ReactNode;
}

/** What has to be done before anything else is open, in order; then what the person asked for; then the pages. */
function Step({ asked, close, children }: StepProps) {
  const { viewer } = useSession();
  if (viewer.mustChangePassword) return <ChangePasswordPage key="forced" forced />;
  if (viewer.mustEnrolSecondFactor || asked === 'factor') {
    return (
      <Suspense fallback={<Waiting />}>
        {viewer.mustEnrolSecondFactor ? <EnrolPage forced /> : <EnrolPage close={close} />}
      </Suspense>
    );
  }
  return asked === 'password' ? <ChangePasswordPage close={close} /> : children;
}

function Waiting() {
  return <div className={styles.waiting} role="status" aria-label="正在打开" />;
}
