import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { civilDay, type Day } from '../../shared/days';
import { ActDialog } from '../acts/ActDialog';
import { DayField } from '../acts/DayField';
import { SecretDialog } from '../acts/SecretDialog';
import { useProposed } from '../acts/useProposed';
import { useSession } from '../session/session';
import {
  APPOINT,
  APPOINT_ACTING,
  DISABLE_ACCOUNT,
  ENABLE_ACCOUNT,
  END_APPOINTMENT,
  PROPOSE_ADMINISTRATION,
  RESET_PASSWORD,
  RESET_SECOND_FACTOR,
  REVOKE_ACCOUNT_SESSIONS,
  TRANSFER_ACCOUNT,
} from './operations';
import { appointmentOf, RoleFields, type TypedRole } from './RoleFields';
import { type Account, type Appointment, extentOf } from './terms';

/** What is to be done with an account, or with one of its roles. */
export type PersonAct =
  | { is: 'appoint' | 'transfer' | 'propose' | 'reset' | 'factor' | 'sessions' | 'disable' | 'enable' }
  | { is: 'acting' | 'end'; held: Appointment };

interface Props {
  account: Account;
  act: PersonAct;
  changed: () => void;
  close: () => void;
}

interface TypedTerm {
  on: Day;
  username: string;
  validFrom: Day;
  validTo: Day;
}

/** The form of one act. */
export function PersonDialog(props: Props) {
  const { act } = props;
  if (act.is === 'acting' || act.is === 'end') return <RoleDialog {...props} held={act.held} ending={act.is === 'end'} />;
  if (act.is === 'appoint' || act.is === 'transfer' || act.is === 'propose') {
    return <GrantDialog {...props} how={act.is} />;
  }
  if (act.is === 'reset') return <ResetDialog {...props} />;
  return <AccountDialog {...props} how={act.is} />;
}

const GRANTS = {
  appoint: { title: '任命角色', label: '任命', reason: '任命理由', told: '已任命。' },
  transfer: { title: '调动', label: '办理调动', reason: '调动理由', told: '已办理调动。' },
  propose: { title: '提请授予管理员', label: '提请审批', reason: '理由', told: '已提请，等待另一人审批。' },
} as const;

function GrantDialog({ account, changed, close, how }: Props & { how: keyof typeof GRANTS }) {
  const client = useClient();
  const { message } = App.useApp();
  const proposed = useProposed();
  const words = GRANTS[how];
  const accountId = account.id;
  const give = async ({ reason, on, ...typed }: TypedRole & { on?: Day; reason: string }, idempotencyKey: string) => {
    const held = appointmentOf(typed);
    if (how === 'appoint') {
      await tell(client, APPOINT, { input: { idempotencyKey, accountId, appointment: held, reason } });
    } else if (how === 'transfer') {
      const input = { idempotencyKey, accountId, on: on ?? civilDay(), to: held, reason };
      await tell(client, TRANSFER_ACCOUNT, { input });
    } else {
      const { role, regionCode, validFrom, validTo } = held;
      const input = { idempotencyKey, accountId, role, regionCode, validFrom, validTo, reason };
      const { proposeAdministration } = await tell(client, PROPOSE_ADMINISTRATION, { input });
      proposed(proposeAdministration.summary);
    }
  };
  return (
    <ActDialog<TypedRole & { on?: Day }>
      title={`${words.title}：${account.displayName}`}
      {...(how === 'transfer' && { lead: '调动当日，原有任命全部结束，新的任命同日开始。' })}
      {...(how === 'propose' && {
        lead: '系统、安全、审计三类管理员须两人办理：提请后由另一人同意才生效；三类管理员与业务角色不能由一人兼任。',
      })}
      label={words.label}
      reason={{ label: words.reason }}
      {...(how === 'transfer' && { initial: { on: civilDay() } })}
      act={give}
      done={() => {
        if (how !== 'propose') void message.success(words.told);
        changed();
        close();
      }}
      close={close}
    >
      {how === 'transfer' && (
        <Form.Item name="on" label="调动日期" rules={[{ required: true, message: '请选择调动日期。' }]}>
          <DayField from={civilDay()} />
        </Form.Item>
      )}
      <RoleFields administering={how === 'propose'} withoutStart={how === 'transfer'} />
    </ActDialog>
  );
}

type RoleProps = Props & { held: Appointment; ending: boolean };

function RoleDialog({ account, changed, close, held, ending }: RoleProps) {
  const { viewer } = useSession();
  const client = useClient();
  const { message } = App.useApp();
  const what = `${held.title}（${extentOf(held, viewer.tenant.name)}）`;
  const act = async ({ on, username, validFrom, validTo, reason }: TypedTerm & { reason: string }, key: string) => {
    if (ending) {
      await tell(client, END_APPOINTMENT, { id: held.id, on, reason });
    } else {
      const typed = { username: username.trim(), validFrom, validTo, reason };
      await tell(client, APPOINT_ACTING, { input: { idempotencyKey: key, appointmentId: held.id, ...typed } });
    }
  };
  return (
    <ActDialog<TypedTerm>
      title={ending ? `结束任命：${account.displayName}` : `安排代理：${account.displayName}`}
      lead={ending ? `${what}。从所选的一天起不再担任，其权限同时失效。` : `${what}。代理人在这段时间内代行这个角色，最长 90 天，到期自动结束。`}
      label={ending ? '结束任命' : '安排代理'}
      danger={ending}
      initial={ending ? { on: civilDay() } : { validFrom: civilDay() }}
      reason={{ label: ending ? '结束的理由' : '代理的理由' }}
      act={act}
      done={() => {
        void message.success(ending ? '已办理结束。' : '已安排代理。');
        changed();
        close();
      }}
      close={close}
    >
      {ending ? (
        <Form.Item name="on" label="不再担任的第一天" rules={[{ required: true, message: '请选择日期。' }]}>
          <DayField from={civilDay()} />
        </Form.Item>
      ) : (
        <>
          <Form.Item
            name="username"
            label="代理人的用户名"
            rules={[{ required: true, whitespace: true, message: '请填写代理人的用户名。' }]}
          >
            <Input maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="validFrom" label="开始日期" rules={[{ required: true, message: '请选择开始日期。' }]}>
            <DayField from={civilDay()} />
          </Form.Item>
          <Form.Item
            name="validTo"
            label="到期日期"
            extra="从这一天起不再代理。"
            rules={[{ required: true, message: '请选择到期日期。' }]}
          >
            <DayField from={civilDay()} />
          </Form.Item>
        </>
      )}
    </ActDialog>
  );
}

function ResetDialog({ account, changed, close }: Props) {
  const client = useClient();
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined) {
    return (
      <SecretDialog
        title="密码已重置"
        lead={`请把下面的一次性密码告诉${account.displayName}本人。密码只显示这一次，下次登录时必须修改。`}
        label="一次性密码"
        secret={secret}
        close={close}
      />
    );
  }
  return (
    <ActDialog
      title={`重置密码：${account.displayName}`}
      lead="原密码即刻失效，正在使用的登录全部结束。请先核实是本人要求的。"
      label="重置密码"
      reason={{ label: '重置的理由' }}
      act={async ({ reason }) => {
        setSecret((await tell(client, RESET_PASSWORD, { id: account.id, reason })).resetPassword.oneTimePassword);
      }}
      done={changed}
      close={close}
    />
  );
}

const ACTS = {
  disable: { title: '停用账号', lead: '停用后不能登录，正在使用的登录即刻结束。角色保留，恢复后可以继续使用。', told: '已停用。' },
  enable: { title: '恢复账号', lead: '恢复后可以用原来的密码登录。', told: '已恢复。' },
  factor: { title: '重置动态口令', lead: '用于手机丢失或更换。本人下次登录时要重新绑定。请先核实是本人要求的。', told: '已重置。' },
  sessions: { title: '结束全部登录', lead: '这个账号在所有设备上的登录即刻结束；本人可以重新登录。', told: '已结束全部登录。' },
} as const;

function AccountDialog({ account, changed, close, how }: Props & { how: keyof typeof ACTS }) {
  const client = useClient();
  const { message } = App.useApp();
  const { id } = account;
  const words = ACTS[how];
  const reasoned = how === 'disable' || how === 'enable';
  return (
    <ActDialog
      title={`${words.title}：${account.displayName}`}
      lead={words.lead}
      label={words.title}
      danger={how === 'disable'}
      {...(reasoned && { reason: { label: '理由' } })}
      act={async ({ reason }) => {
        if (how === 'disable') await tell(client, DISABLE_ACCOUNT, { id, reason });
        else if (how === 'enable') await tell(client, ENABLE_ACCOUNT, { id, reason });
        else if (how === 'factor') await tell(client, RESET_SECOND_FACTOR, { accountId: id });
        else await tell(client, REVOKE_ACCOUNT_SESSIONS, { accountId: id });
      }}
      done={() => {
        void message.success(words.told);
        changed();
        close();
      }}
      close={close}
    />
  );
}
