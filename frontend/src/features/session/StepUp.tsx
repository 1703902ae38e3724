import { Alert, Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { Refused, wordsOfThrown } from '../../shared/failure';
import { CodeField } from './CodeField';
import { STEP_UP } from './operations';
import { ProofContext, provenBy } from './proof';
import { useSession } from './session';

type Answer = (proved: boolean) => void;

/** Lets the pages below ask the person for a renewed proof of who they are, in a dialog over whatever is open. */
export function StepUp({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<{ give: Answer }>();
  const prove = useCallback(
    () =>
      new Promise<boolean>((resolve) => {
        setAnswer({ give: resolve });
      }),
    [],
  );
  const proven = useMemo(() => provenBy(prove), [prove]);
  return (
    <ProofContext value={proven}>
      {children}
      {answer && (
        <ProofDialog
          give={(proved) => {
            setAnswer(undefined);
            answer.give(proved);
          }}
        />
      )}
    </ProofContext>
  );
}

function ProofDialog({ give }: { give: Answer }) {
  const { viewer } = useSession();
  const client = useClient();
  const [form] = Form.useForm<{ password: string; code?: string }>();
  const [coded, setCoded] = useState(viewer.hasSecondFactor);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const submit = async (typed: { password: string; code?: string }) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await tell(client, STEP_UP, typed);
      give(true);
    } catch (thrown) {
      setBusy(false);
      const code = thrown instanceof Refused ? thrown.code : undefined;
      if (code === 'SECOND_FACTOR_REQUIRED') {
        setCoded(true);
        return;
      }
      setRefusal(wordsOfThrown(thrown));
      const again = code === 'SECOND_FACTOR_WRONG' ? 'code' : 'password';
      form.setFieldValue(again, '');
      form.focusField(again);
    }
  };
  return (
    <Modal
      open
      title="请验证身份"
      width={400}
      zIndex={1200}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => {
        give(false);
      }}
    >
      <p style={{ marginBottom: 16 }}>这项操作要确认是您本人。验证后几分钟内不再询问。</p>
      {refusal !== undefined && (
        <Alert type="error" showIcon role="alert" title={refusal} style={{ marginBottom: 16 }} />
      )}
      <Form form={form} name="step-up" layout="vertical" size="large" requiredMark={false} onFinish={submit}>
        <input type="text" autoComplete="username" value={viewer.username} readOnly hidden />
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码。' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        {coded && <CodeField first={!viewer.hasSecondFactor} />}
        <Button type="primary" htmlType="submit" block loading={busy}>
          验证
        </Button>
      </Form>
    </Modal>
  );
}
