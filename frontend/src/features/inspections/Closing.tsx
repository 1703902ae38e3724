import { App } from 'antd';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import type { Inspection } from './planning';
import { CANCEL_INSPECTION, PUBLISH_INSPECTION } from './writing';

interface Props {
  inspection: Inspection;
  done: () => void;
  close: () => void;
}

/** Making known what was found: from then on it stands as it is. */
export function PublishDialog({ inspection, done, close }: Props) {
  const client = useClient();
  const { message } = App.useApp();
  return (
    <ActDialog
      title={`公布结果：${inspection.title}`}
      lead="公布后，有关的乡镇、村、派出单位和本人看得到与自己有关的结果和整改要求；结果从此不能再改。与已签字月表不符的，会形成线索，责任人为签字人。"
      label="公布"
      act={(_, idempotencyKey) => tell(client, PUBLISH_INSPECTION, { id: inspection.id, idempotencyKey })}
      done={() => {
        void message.success('已公布。');
        done();
        close();
      }}
      close={close}
    />
  );
}

/** Calling it off: it never becomes known to those whom it would have looked at. */
export function CancelDialog({ inspection, done, close }: Props) {
  const client = useClient();
  return (
    <ActDialog
      title={`取消检查：${inspection.title}`}
      lead="取消的检查不会公布，被查方始终不知道；已登记的结果也不作数。"
      label="取消这次检查"
      danger
      reason={{ label: '取消的原因' }}
      act={({ reason }, idempotencyKey) =>
        tell(client, CANCEL_INSPECTION, { id: inspection.id, reason, idempotencyKey })
      }
      done={() => {
        done();
        close();
      }}
      close={close}
    />
  );
}
