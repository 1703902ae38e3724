import { App, Button } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { SignalPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { type Day, weekdayTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import page from '../../shared/Page.module.css';
import { AnswerDialog } from './AnswerDialog';
import styles from './Cases.module.css';
import { span } from './lead';
import { Answer } from './MyQuestion';
import { ANSWER_SIGNAL } from './mutations';
import { PhotosOnDemand } from './Photos';
import { hidesOther, sidesOf } from './sides';
import { SIGNAL_KINDS } from './terms';

/** One thing that was noticed about one's own entries, and what one has to say to it. */
export function MySignal({ signal, today, changed }: { signal: SignalPartsFragment; today: Day; changed: () => void }) {
  const client = useClient();
  const { message } = App.useApp();
  const [answering, setAnswering] = useState(false);
  const { id, kind, day, reason, answer } = signal;
  const { name, hint } = SIGNAL_KINDS[kind];
  return (
    <li className={styles.mine} aria-label={`${span(day, day, today)}：${name}`}>
      <p className={styles.mineHead}>
        <b>{name}</b>
        <Mark tone={answer === null ? 'calm' : 'good'}>{answer === null ? '可以说明' : '已说明'}</Mark>
      </p>
      <p className={page.quiet}>
        {span(day, day, today)} {weekdayTitle(day)}
      </p>
      <p>{reason}</p>
      <PhotosOnDemand groups={sidesOf(signal)} />
      {hidesOther(signal) && <p className={page.quiet}>另一张照片不是您的，这里不显示。</p>}
      {answer !== null && <Answer words={answer} at={signal.answeredAt} />}
      {answer === null && (
        <Button
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
          title={name}
          lead={reason}
          hint={`${hint}只能说明一次。`}
          act={(words, idempotencyKey) => tell(client, ANSWER_SIGNAL, { id, answer: words, idempotencyKey })}
          done={() => {
            void message.success('已提交您的说明。');
            setAnswering(false);
            changed();
          }}
          close={() => {
            setAnswering(false);
            changed();
          }}
        />
      )}
    </li>
  );
}
