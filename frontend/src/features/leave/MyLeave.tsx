import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { LEAVE_NAMES } from '../../shared/words';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import styles from './Leave.module.css';
import { LeaveForm } from './LeaveForm';
import { LeaveItem } from './LeaveItem';
import { MyActs } from './MyActs';
import { MY_LEAVES } from './operations';
import { inOrder, type Leave } from './standing';
import { slotAt, stretchTitle } from './stretch';

/** A cadre's own leave: what is going on, asking for more, and all that was asked for. */
export function MyLeave() {
  const client = useClient();
  const { message } = App.useApp();
  const [sent, setSent] = useState<Leave>();
  const [asking, setAsking] = useState(false);
  const [posted, setPosted] = useState(true);
  const read = useCallback(
    async (after: string | null) => {
      const { myPosting } = await ask(client, MY_LEAVES, { after });
      setPosted(myPosting !== null);
      return myPosting?.leaves ?? NOTHING;
    },
    [client],
  );
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  if (words !== undefined) return <Framed failure={words} again={again} />;
  if (!nodes) return <Framed />;
  if (!posted) {
    return (
      <div className="panel">
        <Empty title="还没有您的任职">任职登记后即可请假。请联系本级组织部门。</Empty>
      </div>
    );
  }
  const { present, rest } = inOrder(nodes, slotAt(new Date()), civilDay());
  return (
    <div className={styles.stack}>
      {present.length > 0 && <Leaves title="现在" leaves={present} changed={again} />}
      {present.length > 0 && !asking && sent === undefined ? (
        <Button
          size="large"
          block
          onClick={() => {
            setAsking(true);
          }}
        >
          另外请假或因公外出
        </Button>
      ) : (
        <section className={`panel ${styles.card ?? ''}`} aria-labelledby="ask">
          <div className={styles.cardTitle}>
            <h2 id="ask">请假或因公外出</h2>
          </div>
          {sent ? (
            <Sent
              leave={sent}
              anew={() => {
                setSent(undefined);
              }}
            />
          ) : (
            <LeaveForm
              sent={(leave) => {
                setSent(leave);
                void message.success('已提出申请。');
                again();
              }}
            />
          )}
        </section>
      )}
      <div>
        {(rest.length > 0 || present.length === 0) && (
          <Leaves
            title="我的申请"
            count={total}
            leaves={rest}
            changed={again}
            empty="提出申请后，会在这里看到审批到了哪一步。"
          />
        )}
        <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      </div>
    </div>
  );
}

const NOTHING = { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } };

function Sent({ leave, anew }: { leave: Leave; anew: () => void }) {
  return (
    <div className={styles.stack} role="status">
      <p>
        已提出{LEAVE_NAMES[leave.kind]}：<b>{stretchTitle(leave, civilDay())}</b>
        。批准前照常到岗签到；进展见下面“我的申请”。
      </p>
      <Button onClick={anew}>再提一次申请</Button>
    </div>
  );
}

interface LeavesProps {
  title: string;
  count?: number | undefined;
  leaves: readonly Leave[];
  changed: () => void;
  empty?: string;
}

function Leaves({ title, count, leaves, changed, empty }: LeavesProps) {
  return (
    <section className="panel" aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        {count !== undefined && count > 0 && <p className="numeric">共 {count} 次</p>}
      </div>
      {leaves.length === 0 && empty !== undefined && <Empty title="还没有申请">{empty}</Empty>}
      <ul>
        {leaves.map((leave) => (
          <LeaveItem
            key={leave.id}
            leave={leave}
            named={false}
            opened={leave.state === 'SUBMITTED'}
            acts={<MyActs leave={leave} changed={changed} />}
          />
        ))}
      </ul>
    </section>
  );
}

function Framed({ failure, again }: { failure?: string; again?: () => void }) {
  return (
    <div className="panel">
      {failure === undefined ? (
        <Loading rows={7} label="正在读取我的请假" />
      ) : (
        <Failure words={failure} {...(again && { retry: again })} />
      )}
    </div>
  );
}
