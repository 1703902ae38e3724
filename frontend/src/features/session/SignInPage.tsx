import { Alert, AutoComplete, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useMutation } from 'urql';
import { wordsOf } from '../../shared/failure';
import { SIGN_IN } from './operations';
import { PROVINCES, tenantCode } from './provinces';
import { SessionFrame } from './SessionFrame';
import type { SignedIn } from './session';

const REMEMBERED = 'xuanpai.tenant';
const OPTIONS = PROVINCES.map(([code, name]) => ({ value: code, label: `${code}  ${name}`, name }));

interface Typed {
  tenant: string;
  username: string;
  password: string;
}

/** Signing in; the service's words say why it was refused. */
export function SignInPage({ notice, enter }: { notice?: string | undefined; enter: (viewer: SignedIn) => void }) {
  const [, signIn] = useMutation(SIGN_IN);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const submit = async (typed: Typed) => {
    setBusy(true);
    setRefusal(undefined);
    const tenant = tenantCode(typed.tenant);
    const result = await signIn({ tenant, username: typed.username.trim(), password: typed.password });
    setBusy(false);
    if (result.data) {
      localStorage.setItem(REMEMBERED, tenant);
      enter(result.data.signIn);
    } else if (result.error) {
      setRefusal(wordsOf(result.error));
    }
  };

  return (
    <SessionFrame title="登录" lead="请使用本单位管理员发给您的账号。">
      {notice !== undefined && refusal === undefined && <Alert type="info" showIcon title={notice} />}
      {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
      <Form<Typed>
        name="sign-in"
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={submit}
        initialValues={{ tenant: initialTenant(), username: '', password: '' }}
      >
        <Form.Item name="tenant" label="省份（租户代码）" rules={[{ required: true, message: '请选择或输入省份。' }]}>
          <AutoComplete
            options={OPTIONS}
            placeholder="选择省份，或输入代码"
            showSearch={{ filterOption: (text, option) => matches(text, option) }}
          />
        </Form.Item>
        <Form.Item name="username" label="用户名" rules={[{ required: true, message: '请输入用户名。' }]}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码。' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={busy}>
          登录
        </Button>
      </Form>
    </SessionFrame>
  );
}

function initialTenant(): string {
  return new URLSearchParams(window.location.search).get('tenant') ?? localStorage.getItem(REMEMBERED) ?? '';
}

function matches(text: string, option: (typeof OPTIONS)[number] | undefined): boolean {
  return option !== undefined && (option.value.startsWith(text) || option.name.includes(text));
}
