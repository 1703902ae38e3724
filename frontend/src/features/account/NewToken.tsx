import { Alert, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { TokenScopesQuery } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { civilDay, fullDayTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { useProven } from '../session/proof';
import styles from './Account.module.css';
import { CREATE_API_TOKEN } from './operations';
import { TokenText } from './TokenText';

interface Typed {
  name: string;
  scopes: string[];
  expiresInDays: number;
}

interface Props {
  scopes: TokenScopesQuery['tokenScopes'];
  made: () => void;
  close: () => void;
}

/** Making a token, and showing it the one time that it can be shown. */
export function NewToken({ scopes, made, close }: Props) {
  const client = useClient();
  const proven = useProven();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [created, setCreated] = useState<{ token: string; expiresAt: string }>();
  const submit = async (input: Typed) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { createApiToken } = await proven(() => tell(client, CREATE_API_TOKEN, { input }));
      setCreated(createApiToken);
      made();
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (created) {
    return (
      <Modal
        open
        title="令牌已建好"
        mask={{ closable: false }}
        onCancel={close}
        footer={
          <Button type="primary" onClick={close}>
            我已保存好
          </Button>
        }
      >
        <p className={styles.lead}>
          请现在就复制并妥善保存，关闭后不能再看到。有效到{fullDayTitle(civilDay(new Date(created.expiresAt)))}。
        </p>
        <TokenText text={created.token} />
      </Modal>
    );
  }
  return (
    <Modal open title="新建访问令牌" width={560} mask={{ closable: false }} footer={null} onCancel={close}>
      {refusal !== undefined && (
        <Alert type="error" showIcon role="alert" title={refusal} style={{ marginBottom: 16 }} />
      )}
      <Form<Typed>
        name="token"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: '', scopes: [], expiresInDays: 90 }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label="名称"
          extra="写明给哪个程序用，例如“市大数据平台每日取数”。"
          rules={[{ required: true, whitespace: true, message: '请写名称。' }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="scopes"
          label="可用的权限"
          extra="只选程序用得到的。要由本人负责的事（如签字、审批）不能交给令牌。"
          rules={[{ required: true, message: '请至少选一项权限。' }]}
        >
          <Checkbox.Group
            className={styles.scopes ?? ''}
            options={scopes.map(({ action, title }) => ({ value: action, label: title }))}
          />
        </Form.Item>
        <Form.Item
          name="expiresInDays"
          label="有效天数"
          extra="1 到 366 天，到期自动失效。"
          rules={[{ required: true, message: '请填有效天数。' }]}
        >
          <InputNumber min={1} max={366} precision={0} inputMode="numeric" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          新建
        </Button>
      </Form>
    </Modal>
  );
}
