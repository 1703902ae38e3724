import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { LeaveDetailQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { civilDay, momentTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import item from '../../shared/Item.module.css';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { EVIDENCE_LINK } from '../postings/operations';
import { Chain } from './Chain';
import { Clause } from './Clause';
import { DaysLaid } from './DaysLaid';
import { EarlierLeave } from './EarlierLeave';
import styles from './Leave.module.css';
import { LEAVE_DETAIL } from './operations';
import type { Leave } from './standing';
import { daysTitle, endTitle } from './stretch';
import { STATE_NAMES } from './terms';

type Detail = NonNullable<LeaveDetailQuery['leave']>;

/** Everything about one leave: why, who signed and whose turn it is, by which clause, and what it did to the days. */
export function LeaveDetail({ leave, earlier }: { leave: Leave; earlier: boolean }) {
  const client = useClient();
  // Read anew whenever it has moved on.
  const moved = `${leave.state}${leave.waiting ?? ''}`;
  const read = useCallback(async () => {
    const { leave: found } = await ask(client, LEAVE_DETAIL, { id: leave.id });
    return { moved, found };
  }, [client, leave.id, moved]);
  const { value, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!value) return <Loading rows={4} label="正在读取审批经过" />;
  if (value.found === null) return <Failure words="没有找到这条请假，或它不在您的管辖范围内。" retry={again} />;
  const laid = leave.state === 'APPROVED' || leave.state === 'CLOSED';
  return (
    <div className={styles.columns}>
      <div className={styles.detail}>
        <Facts leave={leave} detail={value.found} />
        {earlier && <EarlierLeave leave={leave} />}
        {laid && <DaysLaid leave={leave} />}
      </div>
      <div className={styles.detail}>
        <Rounds leave={leave} detail={value.found} />
      </div>
    </div>
  );
}

function Facts({ leave, detail }: { leave: Leave; detail: Detail }) {
  const { message } = App.useApp();
  const client = useClient();
  const open = async (id: string) => {
    try {
      const { evidenceLink } = await tell(client, EVIDENCE_LINK, { id });
      window.location.assign(evidenceLink);
    } catch (thrown) {
      void message.error(wordsOfThrown(thrown));
    }
  };
  return (
    <dl className={item.facts}>
      {leave.purpose !== null && (
        <>
          <dt>任务</dt>
          <dd>{leave.purpose}</dd>
        </>
      )}
      <dt>{leave.purpose === null ? '事由' : '依据'}</dt>
      <dd>{leave.reason}</dd>
      <dt>申请</dt>
      <dd className="numeric">
        {momentTitle(leave.requestedAt)}
        {leave.late && '（补办）'}
      </dd>
      {Number(leave.askedDays) !== Number(leave.days) && (
        <>
          <dt>天数</dt>
          <dd>
            最初申请 {daysTitle(leave.askedDays)}，现为 {daysTitle(leave.days)}
          </dd>
        </>
      )}
      <dt>佐证</dt>
      <dd>
        {detail.evidence.length === 0 && '没有附'}
        {detail.evidence.map((file) => (
          <Button
            key={file.id}
            size="small"
            onClick={() => {
              void open(file.id);
            }}
          >
            {file.fileName}
          </Button>
        ))}
      </dd>
    </dl>
  );
}

function Rounds({ leave, detail }: { leave: Leave; detail: Detail }) {
  const today = civilDay();
  const rounds = detail.extensions.map((one) => one.round);
  const latest = Math.max(0, ...rounds);
  const stepsOf = (round: number) => detail.steps.filter((step) => step.round === round);
  const waits = (round: number) => leave.waiting !== null && round === latest;
  return (
    <>
      <div className={styles.round}>
        <h3>审批</h3>
        <Chain steps={stepsOf(0)} waits={waits(0)} />
        <Clause document={detail.clauseDocument} words={detail.clauseWords} reference={detail.clauseReference} />
      </div>
      {detail.extensions.map((one) => (
        <div key={one.round} className={styles.round}>
          <h3>
            第{one.round}次续假：续到{endTitle(one.toDay, one.toHalf, today)}，加 {daysTitle(one.days)}（{STATE_NAMES[one.state]}）
          </h3>
          <p className={styles.note}>
            {one.reason}
            {one.late && '（期满以后申请）'}
          </p>
          <Chain steps={stepsOf(one.round)} waits={waits(one.round)} label={`第${one.round}次续假的审批步骤`} />
          <Clause document={one.clauseDocument} words={one.clauseWords} reference={one.clauseReference} />
        </div>
      ))}
    </>
  );
}
