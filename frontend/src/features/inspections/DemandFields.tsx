import { Form, Input, Switch } from 'antd';
import { civilDay } from '../../shared/days';
import { DayField } from '../acts/DayField';
import styles from './Visit.module.css';
import type { Typed } from './noting';

/** Whether something is to be put right, what, and by when; within the form of a finding. */
export function DemandFields() {
  const demanded = Form.useWatch<boolean | undefined>('demanded' satisfies keyof Typed);
  return (
    <>
      <Form.Item name="demanded" label="要求整改" layout="horizontal" valuePropName="checked" className={styles.switch ?? ''}>
        <Switch />
      </Form.Item>
      {demanded === true && (
        <>
          <Form.Item name="demand" label="整改什么" rules={[{ required: true, whitespace: true, message: '请写明整改什么。' }]}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
          </Form.Item>
          <Form.Item name="dueOn" label="哪天以前" rules={[{ required: true, message: '请选择整改期限。' }]}>
            <DayField from={civilDay()} />
          </Form.Item>
        </>
      )}
    </>
  );
}
