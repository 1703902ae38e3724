import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { CodeField } from './CodeField';
import { CHANGE_PASSWORD } from './operations';
import { SessionFrame } from './SessionFrame';
import { useSession } from './session';
import { type Credentials, useSignIn } from './useSignIn';

interface Typed {
  oldPassword: string;
  newPassword: string;
  again: string;
}

/** One's own password; `forced` at the first sign-in, when nothing else is open before it is done. */
export function ChangePasswordPage({ forced = false, close }: { forced?: boolean; close?: () => void }) {
  const { viewer, enter, leave } = useSession();
  const client = useClient();
  const signIn = useSignIn();
  const [changed, setChanged] = useState<Credentials>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  // The change has ended every session of the account, this one too.
  const comeBack = async (credentials: Credentials) => {
    const outcome = await signIn.attempt(credentials);
    if (outcome.is === 'in') {
      close?.();
      enter(outcome.viewer);
    } else if (outcome.is === 'code') {
      setChanged(credentials);
    } else if (credentials.code === undefined) {
      await leave('密码已修改，请用新密码登录。');
    }
  };
  const submit = async ({ oldPassword, newPassword }: Typed) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await tell(client, CHANGE_PASSWORD, { oldPassword, newPassword });
      const { tenant, username } = viewer;
      await comeBack({ tenant: tenant.code, username, password: newPassword });
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  const goBack = () => {
    if (close && !changed) close();
    else void leave(changed && '密码已修改，请用新密码登录。');
  };

  if (changed) {
    return (
      <SessionFrame title="密码已修改" lead="请输入动态口令，用新密码重新登录。">
        {signIn.refusal !== undefined && <Alert type="error" showIcon role="alert" title={signIn.refusal} />}
        <Form<{ code: string }>
          name="code"
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={({ code }) => comeBack({ ...changed, code })}
        >
          <CodeField first />
          <Actions label="登录" busy={signIn.busy} back="退出登录" goBack={goBack} />
        </Form>
      </SessionFrame>
    );
  }
  return (
    <SessionFrame
      title={forced ? '请先设置新密码' : '修改密码'}
      lead={forced ? `${viewer.name}，请先把密码换成新的，然后即可使用。` : '修改后，其他设备上的登录会失效。'}
    >
      {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
      <Form<Typed> name="password" layout="vertical" size="large" requiredMark={false} onFinish={submit}>
        <input type="text" autoComplete="username" value={viewer.username} readOnly hidden />
        <Form.Item
          name="oldPassword"
          label={forced ? '初始密码或原密码' : '原密码'}
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
        <Actions label="保存新密码" busy={busy} back={close ? '返回' : '退出登录'} goBack={goBack} />
      </Form>
    </SessionFrame>
  );
}

function Actions({ label, busy, back, goBack }: { label: string; busy: boolean; back: string; goBack: () => void }) {
  return (
    <>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {label}
      </Button>
      <Button type="text" block style={{ marginTop: 8 }} onClick={goBack}>
        {back}
      </Button>
    </>
  );
}
