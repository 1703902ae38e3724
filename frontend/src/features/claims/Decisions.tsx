import { App, Form, Input } from 'antd';
import { useClient } from 'urql';
import type { ClaimPartsFragment, ConflictPartsFragment } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import type { Outcome } from './conflict';
import { DECIDE_CLAIM, DECIDE_CONFLICT, WITHDRAW_CLAIM } from './operations';
import { partTitle } from './terms';

interface Closing {
  /** After it is done, or found to have been done by another. */
  changed: () => void;
  close: () => void;
}

/** Agreeing to a claim, or not. */
export function ClaimDecision({ claim, approve, changed, close }: Closing & { claim: ClaimPartsFragment; approve: boolean }) {
  const client = useClient();
  const { message } = App.useApp();
  const who = `${claim.posting.cadre.name} ${partTitle(claim.day, claim.part)}`;
  const ended = () => {
    changed();
    close();
  };
  return (
    <ActDialog<{ words?: string }>
      title={approve ? '同意补签' : '不同意补签'}
      lead={approve ? `${who}：登记为到岗，计入当月考勤。` : `${who}：考勤不变，申请人看得到您的意见。`}
      label={approve ? '同意，登记为到岗' : '不同意'}
      danger={!approve}
      act={({ words = '' }) =>
        tell(client, DECIDE_CLAIM, { id: claim.id, approve, reason: words.trim() === '' ? null : words.trim() })
      }
      done={() => {
        void message.success(approve ? '已同意，已登记为到岗。' : '已退回申请人。');
        ended();
      }}
      close={ended}
    >
      <Form.Item
        name="words"
        label={approve ? '审批意见（当天已有其他登记的必须写）' : '不同意的理由'}
        rules={approve ? [] : [{ required: true, whitespace: true, message: '请写不同意的理由。' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </ActDialog>
  );
}

/** Saying what a disputed day was, with the reason that is kept. */
export function ConflictVerdict({ conflict, outcome, changed, close }: Closing & { conflict: ConflictPartsFragment; outcome: Outcome }) {
  const client = useClient();
  const { message } = App.useApp();
  const ended = () => {
    changed();
    close();
  };
  return (
    <ActDialog
      title={`裁定：${conflict.posting.cadre.name} ${partTitle(conflict.day, conflict.part)}，${outcome.title}`}
      lead={`${outcome.effect}理由会留存，当事人看得到。`}
      label="裁定"
      reason={{ label: '裁定的理由' }}
      act={({ reason }) => tell(client, DECIDE_CONFLICT, { id: conflict.id, decision: outcome.decision, reason })}
      done={() => {
        void message.success('已裁定。');
        ended();
      }}
      close={ended}
    />
  );
}

/** Taking one's own claim back. */
export function ClaimWithdrawal({ claim, changed, close }: Closing & { claim: ClaimPartsFragment }) {
  const client = useClient();
  const { message } = App.useApp();
  const ended = () => {
    changed();
    close();
  };
  return (
    <ActDialog
      title="撤回补签申请"
      lead={`撤回后不再审批${partTitle(claim.day, claim.part)}的申请；需要时可以重新申请。`}
      label="撤回"
      act={() => tell(client, WITHDRAW_CLAIM, { id: claim.id })}
      done={() => {
        void message.success('已撤回。');
        ended();
      }}
      close={ended}
    />
  );
}
