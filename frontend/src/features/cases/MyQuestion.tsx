import { App, Button } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { LeadQuestionsQuery } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { type Day, momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { AnswerDialog } from './AnswerDialog';
import styles from './Cases.module.css';
import { gist, span } from './lead';
import { ANSWER_LEAD } from './mutations';
import { LEAD_STATES } from './terms';

export type Question = LeadQuestionsQuery['leadQuestions']['nodes'][number];

/** What somebody in charge asked this person, why, and the answer. */
export function MyQuestion({ question, today, changed }: { question: Question; today: Day; changed: () => void }) {
  const client = useClient();
  const { message } = App.useApp();
  const [answering, setAnswering] = useState(false);
  const { id, state, reason, answer } = question;
  const open = state === 'OPEN';
  return (
    <li className={styles.mine} aria-label={`请说明${span(question.since, question.until, today)}的情况`}>
      <p className={styles.mineHead}>
        <b>{span(question.since, question.until, today)}</b>
        {open ? (
          <Mark tone={answer === null ? 'late' : 'good'}>{answer === null ? '请您说明' : '已说明'}</Mark>
        ) : (
          <Mark {...(LEAD_STATES[state].tone && { tone: LEAD_STATES[state].tone })}>结论：{LEAD_STATES[state].words}</Mark>
        )}
      </p>
      <p className={styles.asked}>{question.question}</p>
      <p className={page.quiet}>
        为什么问：{answer === null ? reason : gist(reason)}
      </p>
      <p className={page.quiet}>{momentTitle(question.askedAt)} 提出</p>
      {answer !== null && <Answer words={answer} at={question.answeredAt} />}
      {open && answer === null && (
        <Button
          type="primary"
          size="large"
          block
          onClick={() => {
            setAnswering(true);
          }}
        >
          作说明
        </Button>
      )}
      {answering && (
        <AnswerDialog
          title="作说明"
          lead={question.question}
          hint="照实写就行：当时在哪里、做什么、谁可以证明。只能说明一次，提出问题的人看得到。"
          act={(words, idempotencyKey) => tell(client, ANSWER_LEAD, { id, answer: words, idempotencyKey })}
          done={() => {
            void message.success('已提交，主管的人会看到您的说明。');
            setAnswering(false);
            changed();
          }}
          close={() => {
            // It may have been decided meanwhile.
            setAnswering(false);
            changed();
          }}
        />
      )}
    </li>
  );
}

/** What somebody said, as they said it. */
export function Answer({ words, at, who = '我的说明' }: { words: string; at: string | null; who?: string }) {
  return (
    <blockquote className={styles.answer}>
      <p>{words}</p>
      <cite>
        {who}
        {at !== null && `，${momentTitle(at)}`}
      </cite>
    </blockquote>
  );
}
