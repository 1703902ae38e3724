import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { PersonalField, UnmaskMutation } from '../../gql/graphql';
import { tell } from '../../shared/ask';
import { wordsOfThrown } from '../../shared/failure';
import { useProven } from '../session/proof';
import { UNMASK } from './operations';

interface Typed {
  fields: PersonalField[];
  reason: string;
}

interface Props {
  cadre: { id: string; name: string };
  fields: { value: PersonalField; label: string }[];
  show: (shown: UnmaskMutation['unmask']) => void;
  close: () => void;
}

/** What is to be seen, and why: the reason goes to the audit trail. */
export function UnmaskDialog({ cadre, fields, show, close }: Props) {
  const client = useClient();
  const proven = useProven();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const submit = async (typed: Typed) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { unmask } = await proven(() => tell(client, UNMASK, { ...typed, cadreId: cadre.id }));
      show(unmask);
      close();
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
      setBusy(false);
    }
  };
  return (
    <Modal open title={`查看${cadre.name}的完整信息`} width={440} footer={null} onCancel={close}>
      <p style={{ marginBottom: 16 }}>每次查看都会记入审计，显示 60 秒后自动隐藏。</p>
      {refusal !== undefined && (
        <Alert type="error" showIcon role="alert" title={refusal} style={{ marginBottom: 16 }} />
      )}
      <Form<Typed>
        name="unmask"
        layout="vertical"
        requiredMark={false}
        initialValues={{ fields: fields.slice(0, 1).map(({ value }) => value), reason: '' }}
        onFinish={submit}
      >
        <Form.Item name="fields" label="查看哪几项" rules={[{ required: true, message: '请至少选一项。' }]}>
          <Checkbox.Group options={fields} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="原因"
          extra="5 到 200 个字，例如“办理意外险投保”。"
          rules={[
            { required: true, whitespace: true, message: '请写明原因。' },
            { min: 5, message: '请写明原因，至少 5 个字。' },
          ]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          查看
        </Button>
      </Form>
    </Modal>
  );
}
