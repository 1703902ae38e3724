import { type ReactNode, useCallback } from 'react';
import { useClient } from 'urql';
import type { SignalPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { More } from '../acts/More';
import { type Page, usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import styles from './Cases.module.css';
import { MyQuestion, type Question } from './MyQuestion';
import { MySignal } from './MySignal';
import { QUESTIONS, SIGNALS } from './operations';

/** What this person was asked, what was noticed about the person's own entries, and what was said to it. */
export function MyCases({ today, changed }: { today: Day; changed: () => void }) {
  const client = useClient();
  const { viewer } = useSession();
  const explains = may(viewer, 'signal:answer');
  const readQuestions = useCallback(
    async (after: string | null) => (await ask(client, QUESTIONS, { after })).leadQuestions,
    [client],
  );
  const questions = usePages(readQuestions);
  const noticed = useMySignals(explains, false);
  const explained = useMySignals(explains, true);
  const words = questions.words ?? noticed.words ?? explained.words;
  const again = () => {
    questions.again();
    noticed.again();
    explained.again();
    changed();
  };
  if (words !== undefined) return <Framed><Failure words={words} retry={again} /></Framed>;
  if (!questions.nodes || !noticed.nodes || !explained.nodes) {
    return <Framed><Loading rows={5} label="正在读取与我有关的疑点" /></Framed>;
  }
  if (questions.nodes.length + noticed.nodes.length + explained.nodes.length === 0) {
    return (
      <Framed>
        <Empty title="没有要您说明的事">
          {explains ? '您的签到、照片和日志没有对不上的地方。以后有，会列在这里，先听您说。' : '主管的人请您说明情况时，会列在这里。'}
        </Empty>
      </Framed>
    );
  }
  const waiting = questions.nodes.filter((one) => one.state === 'OPEN' && one.answer === null);
  const past = questions.nodes.filter((one) => !waiting.includes(one));
  const told = (one: Question) => <MyQuestion key={one.id} question={one} today={today} changed={again} />;
  const shown = (one: SignalPartsFragment) => <MySignal key={one.id} signal={one} today={today} changed={again} />;
  return (
    <>
      <Group title="请我说明的" about="主管的人请您说明情况，照实写就行。" count={waiting.length}>
        {waiting.map(told)}
      </Group>
      <Group
        title="系统注意到的"
        about="只是对不上的地方，不是结论，也不改动考勤。您可以说明，主管的人看得到。"
        count={noticed.total ?? noticed.nodes.length}
      >
        {noticed.nodes.map(shown)}
        <More {...noticed} words={noticed.restWords} />
      </Group>
      <Group
        title="已经说明的"
        about="说过的都留着，您和主管的人看得到。"
        count={past.length + (explained.total ?? explained.nodes.length)}
      >
        {past.map(told)}
        {explained.nodes.map(shown)}
        <More {...explained} words={explained.restWords} />
      </Group>
      <More {...questions} words={questions.restWords} />
    </>
  );
}

/** What was noticed about oneself, explained or not yet; nothing for whoever has no entries of one's own. */
function useMySignals(explains: boolean, answered: boolean) {
  const client = useClient();
  const read = useCallback(
    async (after: string | null): Promise<Page<SignalPartsFragment>> => {
      if (!explains) return { nodes: [], pageInfo: { hasNextPage: false }, totalCount: 0 };
      return (await ask(client, SIGNALS, { mine: true, answered, after })).signals;
    },
    [client, explains, answered],
  );
  return usePages(read);
}

function Framed({ children }: { children: ReactNode }) {
  return <div className="panel">{children}</div>;
}

function Group({ title, about, count, children }: { title: string; about: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        <p className="numeric">{count} 件</p>
        <p className={styles.about}>{about}</p>
      </div>
      <ul>{children}</ul>
    </section>
  );
}
