import { Alert, Button, Form, Input, QRCode } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { BeginSecondFactorMutation } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { useNarrow } from '../../shared/useNarrow';
import { CodeField } from './CodeField';
import { BEGIN_SECOND_FACTOR, CONFIRM_SECOND_FACTOR, VIEWER } from './operations';
import { groupsOfFour } from './secret';
import styles from './Session.module.css';
import { SessionFrame } from './SessionFrame';
import { useSession } from './session';

type NewKey = BeginSecondFactorMutation['beginSecondFactor'];

/** Tying a device to the account; `forced` where the installation asks it of everybody in the role. */
export function EnrolPage({ forced = false, close }: { forced?: boolean; close?: () => void }) {
  const { viewer, leave } = useSession();
  const [key, setKey] = useState<NewKey>();
  const lead = forced
    ? `${viewer.name}，您的角色登录时除密码外还要动态口令。绑定后即可使用。`
    : '绑定后，登录时除密码外还要输入手机上显示的 6 位数字。';
  const back = (
    <Button
      type="text"
      block
      onClick={() => {
        if (close) close();
        else void leave();
      }}
    >
      {close ? '返回' : '退出登录'}
    </Button>
  );
  return (
    <SessionFrame title={viewer.hasSecondFactor ? '更换动态口令' : '绑定动态口令'} lead={lead}>
      {key ? (
        <Confirmation
          secret={key}
          close={close}
          restart={() => {
            setKey(undefined);
          }}
        />
      ) : (
        <Proof hand={setKey} />
      )}
      {back}
    </SessionFrame>
  );
}

/** Whoever finds an unlocked desk must not be able to tie their own device to it: the password is asked first. */
function Proof({ hand }: { hand: (key: NewKey) => void }) {
  const { viewer } = useSession();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const submit = async (typed: { password: string; code?: string }) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      hand((await tell(client, BEGIN_SECOND_FACTOR, typed)).beginSecondFactor);
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      {refusal !== undefined && <Alert type="error" showIcon role="alert" title={refusal} />}
      <Form<{ password: string; code?: string }>
        name="proof"
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={submit}
      >
        <input type="text" autoComplete="username" value={viewer.username} readOnly hidden />
        <Form.Item
          name="password"
          label="请再输入一次密码"
          rules={[{ required: true, message: '请输入密码。' }]}
        >
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        {viewer.hasSecondFactor && <CodeField label="现在的动态口令" extra="原来手机上现在显示的 6 位数字。" />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          下一步
        </Button>
      </Form>
    </>
  );
}

interface ConfirmationProps {
  secret: NewKey;
  close: (() => void) | undefined;
  restart: () => void;
}

function Confirmation({ secret, close, restart }: ConfirmationProps) {
  const { enter } = useSession();
  const client = useClient();
  const narrow = useNarrow();
  const [form] = Form.useForm<{ code: string }>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ words: string; over: boolean }>();
  const submit = async ({ code }: { code: string }) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await tell(client, CONFIRM_SECOND_FACTOR, { code });
      const { viewer } = await ask(client, VIEWER, {});
      close?.();
      if (viewer) enter(viewer);
    } catch (thrown) {
      setBusy(false);
      setRefusal({ words: wordsOfThrown(thrown), over: thrown instanceof Refused && thrown.code === 'NO_ENROLMENT' });
      form.setFieldValue('code', '');
      form.focusField('code');
    }
  };
  return (
    <>
      <ol className={styles.steps}>
        <li>
          <span aria-hidden="true">1</span>
          <span>在手机上打开身份验证器应用（支持 TOTP 的都可以）。</span>
        </li>
        <li>
          <span aria-hidden="true">2</span>
          <div>
            {narrow ? '让身份验证器添加下面的密钥，或用另一部手机扫描：' : '用它扫描二维码：'}
            <div className={styles.code}>
              <QRCode type="svg" value={secret.uri} size={176} errorLevel="M" aria-label="密钥的二维码" />
              {narrow && <a href={secret.uri}>在这部手机的身份验证器里打开</a>}
              <p className={styles.quiet}>不能扫码时，手工输入密钥：</p>
              <p className={styles.secret} translate="no">
                {groupsOfFour(secret.secret)}
              </p>
            </div>
          </div>
        </li>
        <li>
          <span aria-hidden="true">3</span>
          <span>输入它显示的 6 位数字，完成绑定。</span>
        </li>
      </ol>
      {refusal && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={refusal.words}
          action={
            refusal.over && (
              <Button size="small" onClick={restart}>
                重新开始
              </Button>
            )
          }
        />
      )}
      <Form form={form} name="confirm" layout="vertical" size="large" requiredMark={false} onFinish={submit}>
        <CodeField first />
        <Button type="primary" htmlType="submit" block loading={busy}>
          完成绑定
        </Button>
      </Form>
    </>
  );
}
