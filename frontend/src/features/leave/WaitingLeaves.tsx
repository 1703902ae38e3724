import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { usePages } from '../acts/usePages';
import { type Decision, DecisionDialog } from './DecisionDialog';
import { LeaveList } from './LeaveList';
import { LEAVES_WAITING } from './operations';
import type { Leave } from './standing';

interface Props {
  regionCode: string | null;
  changed: () => void;
}

/** What waits for a step of this person, what begins first before the rest, each with all that it takes to decide. */
export function WaitingLeaves({ regionCode, changed }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  const [deciding, setDeciding] = useState<{ leave: Leave; decision: Decision }>();
  const read = useCallback(
    async (after: string | null) => (await ask(client, LEAVES_WAITING, { regionCode, after })).leavesWaiting,
    [client, regionCode],
  );
  const pages = usePages(read);
  const refresh = () => {
    setDeciding(undefined);
    pages.again();
    changed();
  };
  return (
    <>
      <LeaveList
        title="等我审批"
        order="先开始的在前"
        pages={pages}
        opened
        empty={{ title: '没有等您审批的请假', words: '轮到您这一级审批的请假、续假、因公外出会列在这里。' }}
        acts={(leave) => (
          <>
            <Button
              type="primary"
              onClick={() => {
                setDeciding({ leave, decision: 'approve' });
              }}
            >
              批准
            </Button>
            <Button
              onClick={() => {
                setDeciding({ leave, decision: 'reject' });
              }}
            >
              不批准
            </Button>
          </>
        )}
      />
      {deciding && (
        <DecisionDialog
          key={deciding.leave.id}
          {...deciding}
          done={(told) => {
            void message.success(told);
            refresh();
          }}
          // What was refused may have been decided by another meanwhile, or taken back.
          close={refresh}
        />
      )}
    </>
  );
}
