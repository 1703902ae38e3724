import { Form, Input } from 'antd';

interface Props {
  /** Whether the field is where the person goes on: it takes the focus as it appears. */
  first?: boolean;
  label?: string;
  extra?: string;
}

/** The six digits that the person's device shows now; the form's field is `code`. */
export function CodeField({ first = false, label = '动态口令', extra = '身份验证器上现在显示的 6 位数字。' }: Props) {
  return (
    <Form.Item
      name="code"
      label={label}
      extra={extra}
      normalize={digitsOf}
      validateTrigger="onSubmit"
      rules={[
        { required: true, message: '请输入动态口令。' },
        { pattern: /^\d{6}$/, message: '动态口令是 6 位数字。' },
      ]}
    >
      {/* The person has just asked to go on, and this is the only thing left to fill in. */}
      <Input inputMode="numeric" autoComplete="one-time-code" autoFocus={first} />
    </Form.Item>
  );
}

/** The first six digits in what was typed or pasted. */
function digitsOf(typed: unknown): string {
  return typeof typed === 'string' ? typed.replace(/\D/g, '').slice(0, 6) : '';
}
