import { Alert, AutoComplete, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { CodeField } from './CodeField';
import { Doors } from './Doors';
import { PROVINCES, tenantCode } from './provinces';
import { SessionFrame } from './SessionFrame';
import type { SignedIn } from './session';
import { type Credentials, useSignIn } from './useSignIn';

const REMEMBERED = 'xuanpai.tenant';
const OPTIONS = PROVINCES.map(([code, name]) => ({ value: code, label: `${code}  ${name}`, name }));

/** Signing in; the service's words say why it was refused, or that a code is wanted beside the password. */
export function SignInPage({ notice, enter }: { notice?: string | undefined; enter: (viewer: SignedIn) => void }) {
  const { attempt, busy, refusal } = useSignIn();
  const [form] = Form.useForm<Credentials>();
  const [asked, setAsked] = useState(false);
  const typedTenant = Form.useWatch('tenant', form) as string | undefined;
  const tenant = tenantCode(typedTenant ?? initialTenant());

  const submit = async (typed: Credentials) => {
    const credentials = { ...typed, tenant: tenantCode(typed.tenant), username: typed.username.trim() };
    const outcome = await attempt(credentials);
    if (outcome.is === 'in') {
      localStorage.setItem(REMEMBERED, credentials.tenant);
      enter(outcome.viewer);
    } else if (outcome.is === 'code') {
      setAsked(true);
    } else if (outcome.is === 'wrong-code') {
      form.setFieldValue('code', '');
      form.focusField('code');
    }
  };
  // A code belongs to one account: for another name it is asked anew, if at all.
  const changed = (values: Partial<Credentials>) => {
    if ('tenant' in values || 'username' in values) setAsked(false);
  };

  return (
    <SessionFrame title="登录" lead="请使用本单位管理员发给您的账号。">
      {notice !== undefined && refusal === undefined && <Alert type="info" showIcon title={notice} />}
      {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
      <Form<Credentials>
        form={form}
        name="sign-in"
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={submit}
        onValuesChange={changed}
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
        {asked && (
          <CodeField
            first
            extra="请输入身份验证器上现在显示的 6 位数字。手机丢失或换了手机，请联系本级管理员重置动态口令。"
          />
        )}
        <Button type="primary" htmlType="submit" block loading={busy}>
          登录
        </Button>
      </Form>
      <Doors tenant={tenant} />
    </SessionFrame>
  );
}

function initialTenant(): string {
  return new URLSearchParams(window.location.search).get('tenant') ?? localStorage.getItem(REMEMBERED) ?? '';
}

function matches(text: string, option: (typeof OPTIONS)[number] | undefined): boolean {
  return option !== undefined && (option.value.startsWith(text) || option.name.includes(text));
}
