import { Form, Segmented } from 'antd';
import type { DayHalf, LeaveKind } from '../../gql/graphql';
import type { Day } from '../../shared/days';
import { LEAVE_NAMES } from '../../shared/words';
import { DayField } from '../acts/DayField';
import styles from './Form.module.css';
import { KINDS } from './terms';

interface Field<Value> {
  value?: Value;
  onChange?: (value: Value) => void;
}

/** Which kind of leave, each a large target. */
export function KindField({ id, value, onChange }: Field<LeaveKind> & { id?: string }) {
  return (
    <div id={id} className={styles.kinds} role="radiogroup" aria-label="类别">
      {KINDS.map((kind) => (
        <label key={kind} data-chosen={kind === value}>
          <input
            type="radio"
            name="leave-kind"
            className="visually-hidden"
            checked={kind === value}
            onChange={() => {
              onChange?.(kind);
            }}
          />
          {LEAVE_NAMES[kind]}
        </label>
      ))}
    </div>
  );
}

function HalfField({ value, onChange, label }: Field<DayHalf> & { label: string }) {
  return (
    <Segmented<DayHalf>
      aria-label={label}
      className={styles.half ?? ''}
      {...(value !== undefined && { value })}
      {...(onChange && { onChange })}
      options={[
        { value: 'MORNING', label: '上午' },
        { value: 'AFTERNOON', label: '下午' },
      ]}
    />
  );
}

interface HalfDayProps {
  /** What the day is called, and which fields of the form keep it and its half. */
  label: string;
  day: string;
  half: string;
  from?: Day | undefined;
  halfLabel: string;
}

/** A day and which half of it. */
export function HalfDay({ label, day, half, from, halfLabel }: HalfDayProps) {
  return (
    <div className={styles.halfDay}>
      <Form.Item name={day} label={label} rules={[{ required: true, message: `请选择${label}的日期。` }]}>
        <DayField {...(from !== undefined && { from })} />
      </Form.Item>
      <Form.Item name={half}>
        <HalfField label={halfLabel} />
      </Form.Item>
    </div>
  );
}
