import { App, Form } from 'antd';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { shiftDay } from '../claims/facts';
import { END_FENCE } from './operations';
import type { Fence } from './villages';

interface Props {
  fence: Fence;
  done: () => void;
  close: () => void;
}

/** Letting a fence end, from a day on and with a reason; what was measured by it stays. */
export function EndFence({ fence, done, close }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog<{ validTo: Day }>
      title={`停用签到范围：${fence.name}`}
      lead="停用后的签到不再量到这个范围的距离；以前量过的距离不变。停用不能撤回，需要时重新划定。"
      label="停用"
      danger
      reason={{ label: '停用的理由' }}
      initial={{ validTo: shiftDay(civilDay(), 1) }}
      act={({ validTo, reason }) => tell(client, END_FENCE, { id: fence.id, validTo, reason })}
      done={() => {
        void message.success('已登记停用。');
        done();
      }}
      close={close}
    >
      <Form.Item name="validTo" label="从哪一天起不再有效" rules={[{ required: true, message: '请选择日期。' }]}>
        <DayField from={fence.validFrom} {...(fence.validTo !== null && { until: fence.validTo })} />
      </Form.Item>
    </ActDialog>
  );
}
