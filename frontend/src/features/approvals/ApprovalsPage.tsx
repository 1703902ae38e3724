import { App, Form, Input, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ApprovalPartsFragment } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { PageHead } from '../../shared/PageHead';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { ActDialog } from '../acts/ActDialog';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { ApprovalItem, type ApprovalAct } from './ApprovalItem';
import { APPROVALS, DECIDE, WITHDRAW } from './operations';

type Shown = 'pending' | 'all';

/** What takes two persons: what waits for one's own decision, what one has proposed, and what has been decided. */
export function ApprovalsPage() {
  const client = useClient();
  const [shown, setShown] = useState<Shown>('pending');
  const [act, setAct] = useState<{ is: ApprovalAct; request: ApprovalPartsFragment }>();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, APPROVALS, { state: shown === 'pending' ? 'PENDING' : null, after })).approvalRequests,
    [client, shown],
  );
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  const others = nodes?.filter((request) => !request.mine) ?? [];
  const own = nodes?.filter((request) => request.mine) ?? [];
  return (
    <>
      <PageHead title="待我审批" lead="影响大的事由两人办理：一人提出，另一人同意后即刻执行。自己提出的，不能自己审批。">
        <Segmented<Shown>
          value={shown}
          onChange={setShown}
          options={[
            { value: 'pending', label: '待审批' },
            { value: 'all', label: '全部' },
          ]}
        />
      </PageHead>
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !nodes && (
        <div className="panel">
          <Loading label="正在读取审批事项" />
        </div>
      )}
      {nodes && (
        <>
          <Requests title="他人提出的" empty={shown === 'pending' ? '没有等您审批的事项' : '没有他人提出的事项'} requests={others} act={setAct} />
          {own.length > 0 && <Requests title="我提出的" requests={own} act={setAct} />}
          <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
        </>
      )}
      {act && (
        <Decision
          key={act.request.id}
          {...act}
          changed={again}
          close={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}

interface RequestsProps {
  title: string;
  empty?: string;
  requests: ApprovalPartsFragment[];
  act: (act: { is: ApprovalAct; request: ApprovalPartsFragment }) => void;
}

function Requests({ title, empty, requests, act }: RequestsProps) {
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        {requests.length > 0 && <p>{requests.length} 项</p>}
      </div>
      {requests.length === 0 && empty !== undefined && <Empty title={empty} />}
      <ul>
        {requests.map((request) => (
          <ApprovalItem
            key={request.id}
            request={request}
            act={(is) => {
              act({ is, request });
            }}
          />
        ))}
      </ul>
    </section>
  );
}

const WORDS = {
  agree: { title: '同意', lead: '同意后即刻执行：', label: '同意并执行', told: '已同意，已执行。' },
  refuse: { title: '驳回', lead: '驳回后不会执行：', label: '驳回', told: '已驳回。' },
  withdraw: { title: '撤回', lead: '撤回后不再审批：', label: '撤回', told: '已撤回。' },
} as const;

interface DecisionProps {
  is: ApprovalAct;
  request: ApprovalPartsFragment;
  changed: () => void;
  close: () => void;
}

function Decision({ is, request, changed, close }: DecisionProps) {
  const client = useClient();
  const { message } = App.useApp();
  const words = WORDS[is];
  const { id } = request;
  return (
    <ActDialog<{ note?: string }>
      title={`${words.title}：${request.title}`}
      lead={words.lead + request.summary}
      label={words.label}
      danger={is === 'refuse'}
      act={async ({ note = '' }, idempotencyKey) => {
        if (is === 'withdraw') await tell(client, WITHDRAW, { id });
        else {
          const approve = is === 'agree';
          await tell(client, DECIDE, { id, approve, idempotencyKey, note: note.trim() === '' ? null : note });
        }
      }}
      done={() => {
        void message.success(words.told);
        changed();
        close();
      }}
      close={() => {
        // What was refused may have been decided by another meanwhile, or be over.
        changed();
        close();
      }}
    >
      {is !== 'withdraw' && (
        <Form.Item
          name="note"
          label={is === 'agree' ? '审批意见（可不填）' : '驳回的意见'}
          rules={is === 'agree' ? [] : [{ required: true, whitespace: true, message: '请写明驳回的意见。' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      )}
    </ActDialog>
  );
}
