import { Form, Segmented } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { DayHalf } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { ActDialog } from '../acts/ActDialog';
import { HalfDay } from './fields';
import styles from './Form.module.css';
import { CANCEL_LEAVE } from './mutations';
import { effectOf, type Leave } from './standing';
import { daysTitle, slotAt, slotOf, slotsOf, stretchTitle } from './stretch';

interface Typed {
  fromDay?: Day;
  half?: DayHalf;
}

interface Props {
  leave: Leave;
  done: () => void;
  close: () => void;
}

type Extent = 'all' | 'rest';

/** Giving approved leave back: all that has not passed, or what comes after a day. */
export function CancelDialog({ leave, done, close }: Props) {
  const client = useClient();
  const [form] = Form.useForm<Typed>();
  const [extent, setExtent] = useState<Extent>('all');
  const typed = Form.useWatch([], form) as Typed | undefined;
  const today = civilDay();
  const now = slotAt(new Date());
  const { first } = slotsOf(leave);
  const begun = now > first;
  const since = typed?.fromDay == null ? undefined : slotOf(typed.fromDay, typed.half ?? 'MORNING');
  const effect = extent === 'all' ? wholly(leave, begun, now, today) : since && effectOf(leave, since, today);
  return (
    <ActDialog<Typed>
      title={`取消${LEAVE_NAMES[leave.kind]}`}
      lead={`${stretchTitle(leave, today)}，${daysTitle(leave.days)}。`}
      label="确认取消"
      danger
      form={form}
      initial={{ half: 'MORNING' }}
      reason={{ label: '取消的原因' }}
      act={({ reason, fromDay, half }, idempotencyKey) => {
        const from = extent === 'rest' && fromDay != null ? { fromDay, part: partOf(half) } : {};
        return tell(client, CANCEL_LEAVE, { input: { leaveId: leave.id, reason, idempotencyKey, ...from } });
      }}
      done={done}
      close={close}
    >
      <Segmented<Extent>
        block
        aria-label="取消多少"
        value={extent}
        onChange={setExtent}
        options={[
          { value: 'all', label: begun ? '从现在起全部' : '全部取消' },
          { value: 'rest', label: '只取消后一段' },
        ]}
        style={{ marginBottom: 16 }}
      />
      {extent === 'rest' && (
        <HalfDay label="从哪天起不休了" day="fromDay" half="half" halfLabel="从上午还是下午起" from={today > leave.fromDay ? today : leave.fromDay} />
      )}
      <p className={styles.effect} role="status">
        {effect}
      </p>
    </ActDialog>
  );
}

function partOf(half: DayHalf | undefined): 'AFTERNOON' | 'WHOLE' {
  return half === 'AFTERNOON' ? 'AFTERNOON' : 'WHOLE';
}

function wholly(leave: Leave, begun: boolean, now: number, today: Day): string | undefined {
  return begun ? effectOf(leave, now, today) : `全部取消，${daysTitle(leave.days)}都照常到岗。`;
}
