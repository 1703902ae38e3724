import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { wordsOf } from '../../shared/failure';
import { CHANGE_PASSWORD, SIGN_IN } from './operations';
import { SessionFrame } from './SessionFrame';
import { useSession } from './session';

interface Typed {
  oldPassword: string;
  newPassword: string;
  again: string;
}

/** One's own password; `forced` at the first sign-in, when nothing else is open before it is done. */
export function ChangePasswordPage({ forced = false, close }: { forced?: boolean; close?: () => void }) {
  const { viewer, enter, leave } = useSession();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const submit = async ({ oldPassword, newPassword }: Typed) => {
    setBusy(true);
    setRefusal(undefined);
    const changed = await client.mutation(CHANGE_PASSWORD, { oldPassword, newPassword }).toPromise();
    if (changed.error) {
      setRefusal(wordsOf(changed.error));
      setBusy(false);
      return;
    }
    // The change has ended every session of the account, this one too.
    const { tenant, username } = viewer;
    const back = await client.mutation(SIGN_IN, { tenant: tenant.code, username, password: newPassword }).toPromise();
    if (back.data) {
      close?.();
      enter(back.data.signIn);
    } else {
      await leave('密码已修改，请用新密码登录。');
    }
  };

  return (
    <SessionFrame
      title={forced ? '请先设置新密码' : '修改密码'}
      lead={forced ? `${viewer.name}，初始密码只能用一次。设置新密码后即可使用。` : '修改后，其他设备上的登录会失效。'}
    >
      {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
      <Form<Typed> name="password" layout="vertical" size="large" requiredMark={false} onFinish={submit}>
        <input type="text" autoComplete="username" value={viewer.username} readOnly hidden />
        <Form.Item
          name="oldPassword"
          label={forced ? '初始密码' : '原密码'}
          rules={[{ required: true, message: '请输入现在的密码。' }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label="新密码"
          extra="8 位以上，大写字母、小写字母、数字、符号至少三种，不含用户名。"
          rules={[{ required: true, message: '请输入新密码。' }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label="再输一遍新密码"
          dependencies={['newPassword']}
          rules={[
            { required: true, message: '请再输一遍新密码。' },
            ({ getFieldValue }) => ({
              validator: (_, value: unknown) =>
                value === undefined || value === '' || value === getFieldValue('newPassword')
                  ? Promise.resolve()
                  : Promise.reject(new Error('两次输入的新密码不一样。')),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          保存新密码
        </Button>
        <Button
          type="text"
          block
          style={{ marginTop: 8 }}
          onClick={() => {
            if (close) close();
            else void leave();
          }}
        >
          {close ? '返回' : '退出登录'}
        </Button>
      </Form>
    </SessionFrame>
  );
}
