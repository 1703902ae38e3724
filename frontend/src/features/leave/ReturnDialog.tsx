import { Form } from 'antd';
import { useClient } from 'urql';
import type { DayHalf } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { HalfDay } from './fields';
import styles from './Form.module.css';
import { CONFIRM_RETURN, REPORT_BACK } from './mutations';
import { effectOf, type Leave } from './standing';
import { halfAt, slotOf, stretchTitle } from './stretch';

interface Typed {
  on: Day;
  half: DayHalf;
}

interface Props {
  leave: Leave;
  /** Said by whoever approves, in place of the cadre. */
  confirming?: boolean;
  done: () => void;
  close: () => void;
}

/** From when on somebody is back, and what that makes of the days. */
export function ReturnDialog({ leave, confirming = false, done, close }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const typed = Form.useWatch([], form) as Partial<Typed> | undefined;
  const today = civilDay();
  const title = confirming ? '确认销假' : '销假';
  const whose = confirming ? leave.posting.cadre.name : '';
  const effect = typed?.on == null ? undefined : effectOf(leave, slotOf(typed.on, typed.half ?? 'MORNING'), today);
  return (
    <ActDialog<Typed>
      title={title}
      lead={`${whose}${LEAVE_NAMES[leave.kind]}：${stretchTitle(leave, today)}。`}
      label={title}
      form={form}
      initial={initial(leave, today)}
      act={({ on, half }, idempotencyKey) => {
        const part = half === 'AFTERNOON' ? 'AFTERNOON' : 'WHOLE';
        const input = { leaveId: leave.id, on, part, idempotencyKey } as const;
        return confirming ? tell(client, CONFIRM_RETURN, { input }) : tell(client, REPORT_BACK, { input });
      }}
      done={done}
      close={close}
    >
      <HalfDay label="到岗日期" day="on" half="half" halfLabel="上午还是下午到岗" from={leave.fromDay} />
      <p className={styles.effect} role="status">
        {effect}
      </p>
    </ActDialog>
  );
}

/** Where a check-in was seen since it ran out, that day is proposed; else now. */
function initial(leave: Leave, today: Day): Typed {
  if (leave.returnSeenOn !== null) return { on: leave.returnSeenOn, half: 'MORNING' };
  return { on: today, half: halfAt(new Date()) };
}
