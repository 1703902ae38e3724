import { useClient } from 'urql';
import type { EventPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { dayTitle } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { WITHDRAW_EVENT } from './operations';

interface Props {
  event: EventPartsFragment;
  done: (event: EventPartsFragment) => void;
  close: () => void;
}

/** Taking an event back, with the reason that stays with it. */
export function WithdrawDialog({ event, done, close }: Props) {
  const client = useClient();
  return (
    <ActDialog
      title="撤销必到事项"
      lead={`${dayTitle(event.day)}“${event.title}”撤销后仍可查到，但不再要求任何人到场，已登记的到场情况也不再用于判定。`}
      label="撤销"
      danger
      reason={{ label: '撤销原因' }}
      act={async ({ reason }, idempotencyKey) => {
        const { withdrawEvent } = await tell(client, WITHDRAW_EVENT, { id: event.id, reason, idempotencyKey });
        done(withdrawEvent);
      }}
      done={close}
      close={close}
    />
  );
}
