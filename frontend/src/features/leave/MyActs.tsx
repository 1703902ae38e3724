import { App, Button } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { civilDay } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { CancelDialog } from './CancelDialog';
import { ExtendDialog } from './ExtendDialog';
import { WITHDRAW_LEAVE } from './mutations';
import { ReturnDialog } from './ReturnDialog';
import { type Leave, type LeaveAct, standing } from './standing';
import { slotAt, stretchTitle } from './stretch';

const NAMES: Record<LeaveAct, string> = { withdraw: '撤回', report: '销假', extend: '续假', cancel: '取消' };
const TOLD: Record<LeaveAct, string> = {
  withdraw: '已撤回。',
  report: '已销假。',
  extend: '已提出续假。',
  cancel: '已取消。',
};

/** What a cadre can do about one leave of his own. */
export function MyActs({ leave, changed }: { leave: Leave; changed: () => void }) {
  const { message } = App.useApp();
  const [act, setAct] = useState<LeaveAct>();
  const { acts } = standing(leave, slotAt(new Date()), civilDay());
  if (acts.length === 0) return null;
  const close = () => {
    setAct(undefined);
  };
  const done = (made: LeaveAct) => () => {
    void message.success(TOLD[made]);
    close();
    changed();
  };
  return (
    <>
      {acts.map((one) => (
        <Button
          key={one}
          {...(one === 'report' && { type: 'primary' as const })}
          onClick={() => {
            setAct(one);
          }}
        >
          {one === 'withdraw' && leave.state === 'APPROVED' ? '撤回续假' : NAMES[one]}
        </Button>
      ))}
      {act === 'withdraw' && <WithdrawDialog leave={leave} done={done('withdraw')} close={close} />}
      {act === 'extend' && <ExtendDialog leave={leave} done={done('extend')} close={close} />}
      {act === 'cancel' && <CancelDialog leave={leave} done={done('cancel')} close={close} />}
      {act === 'report' && <ReturnDialog leave={leave} done={done('report')} close={close} />}
    </>
  );
}

interface DialogProps {
  leave: Leave;
  done: () => void;
  close: () => void;
}

function WithdrawDialog({ leave, done, close }: DialogProps) {
  const client = useClient();
  const extension = leave.state === 'APPROVED';
  const what = `${LEAVE_NAMES[leave.kind]}（${stretchTitle(leave, civilDay())}）`;
  return (
    <ActDialog
      title={extension ? '撤回续假' : '撤回申请'}
      lead={extension ? `撤回后仍按已批准的${what}执行。` : `撤回后${what}不再审批，需要时可以重新申请。`}
      label={extension ? '撤回续假' : '撤回申请'}
      act={(_, idempotencyKey) => tell(client, WITHDRAW_LEAVE, { id: leave.id, idempotencyKey })}
      done={done}
      close={close}
    />
  );
}
