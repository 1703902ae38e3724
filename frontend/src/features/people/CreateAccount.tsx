import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { ActDialog } from '../acts/ActDialog';
import { SecretDialog } from '../acts/SecretDialog';
import { may, useSession } from '../session/session';
import { CREATE_ACCOUNT } from './operations';
import { appointmentOf, RoleFields, type TypedRole } from './RoleFields';

interface Typed extends TypedRole {
  username: string;
  displayName: string;
}

interface Created {
  id: string;
  username: string;
  oneTimePassword: string | null;
}

interface Props {
  made: () => void;
  open: (id: string) => void;
  close: () => void;
}

/** A new account, with a first role where the person may give one; its one-time password is shown once. */
export function CreateAccount({ made, open, close }: Props) {
  const { viewer } = useSession();
  const client = useClient();
  const [created, setCreated] = useState<Created>();
  const grants = may(viewer, 'appointment:grant');
  const create = async ({ username, displayName, ...typed }: Typed, idempotencyKey: string) => {
    const held = typed.role ? { ...appointmentOf(typed), cadreId: typed.cadreId ?? null } : {};
    const input = { username: username.trim(), displayName: displayName.trim(), idempotencyKey, ...held };
    setCreated((await tell(client, CREATE_ACCOUNT, { input })).createAccount);
  };
  if (created) {
    const finish = () => {
      close();
      open(created.id);
    };
    if (created.oneTimePassword === null) return <Already username={created.username} close={finish} />;
    return (
      <SecretDialog
        title="账号已建好"
        lead={`请把用户名“${created.username}”和下面的初始密码告诉本人。密码只显示这一次，首次登录时必须修改。`}
        label="初始密码"
        secret={created.oneTimePassword}
        close={finish}
      />
    );
  }
  return (
    <ActDialog<Typed>
      title="新建账号"
      lead={
        grants
          ? '建好后会给出初始密码。可以同时任命一个角色。'
          : '建好后会给出初始密码。角色由安全管理员或组织部门任命。'
      }
      label="新建"
      act={create}
      done={made}
      close={close}
    >
      <Form.Item name="displayName" label="姓名" rules={[{ required: true, whitespace: true, message: '请填写姓名。' }]}>
        <Input maxLength={50} autoComplete="off" autoFocus />
      </Form.Item>
      <Form.Item
        name="username"
        label="用户名"
        extra="登录时输入，建好后不能再改。"
        rules={[{ required: true, whitespace: true, message: '请填写用户名。' }]}
      >
        <Input maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      {grants && <RoleFields needed={false} cadre />}
    </ActDialog>
  );
}

/** The same form sent again after its answer was lost: the password has been told to nobody. */
function Already({ username, close }: { username: string; close: () => void }) {
  return (
    <Modal
      open
      title="账号已经建好"
      onCancel={close}
      footer={
        <Button type="primary" onClick={close}>
          知道了
        </Button>
      }
    >
      <p>账号“{username}”上一次提交时已建好，初始密码不再显示。请用“重置密码”重新取得一次性密码。</p>
    </Modal>
  );
}
