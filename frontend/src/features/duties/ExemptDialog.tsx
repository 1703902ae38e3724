import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import type { Occurrence } from './due';
import { EXEMPT_DUTY } from './operations';

interface Props {
  occurrence: Occurrence;
  who: string;
  done: () => void;
  close: () => void;
}

/** Excusing one who owes it from a period of a duty, with the reason that is kept. */
export function ExemptDialog({ occurrence, who, done, close }: Props) {
  const client = useClient();
  return (
    <ActDialog
      title="登记豁免"
      lead={`${who}的“${occurrence.rule.title}”（${occurrence.period}）不再作要求。理由会留存备查。`}
      label="登记豁免"
      reason={{ label: '豁免的理由' }}
      act={({ reason }, idempotencyKey) =>
        tell(client, EXEMPT_DUTY, { input: { occurrenceId: occurrence.id, reason, idempotencyKey } })
      }
      done={done}
      close={close}
    />
  );
}
