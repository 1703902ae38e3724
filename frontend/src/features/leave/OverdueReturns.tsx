import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { usePages } from '../acts/usePages';
import { LeaveList } from './LeaveList';
import { LEAVES } from './operations';
import { ReturnDialog } from './ReturnDialog';
import type { Leave } from './standing';

interface Props {
  regionCode: string | null;
  /** Whether this person may say that somebody is back. */
  confirms: boolean;
  changed: () => void;
}

/** Whose leave ran out and who has not reported back. */
export function OverdueReturns({ regionCode, confirms, changed }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  const [confirming, setConfirming] = useState<Leave>();
  const read = useCallback(
    async (after: string | null) => (await ask(client, LEAVES, { regionCode, unreported: true, after })).leaves,
    [client, regionCode],
  );
  const pages = usePages(read);
  return (
    <>
      <LeaveList
        title="期满未销假"
        order="晚开始的在前"
        pages={pages}
        empty={{ title: '没有期满未销假的', words: '请假期满、还没有销假的人会列在这里。' }}
        acts={(leave) =>
          confirms && (
            <Button
              onClick={() => {
                setConfirming(leave);
              }}
            >
              确认销假
            </Button>
          )
        }
      />
      {confirming && (
        <ReturnDialog
          leave={confirming}
          confirming
          done={() => {
            void message.success('已确认销假。');
            setConfirming(undefined);
            pages.again();
            changed();
          }}
          close={() => {
            setConfirming(undefined);
          }}
        />
      )}
    </>
  );
}
