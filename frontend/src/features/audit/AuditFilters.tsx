import { Input, Select, Tag } from 'antd';
import { useState } from 'react';
import type { AuditEventKind } from '../../gql/graphql';
import { ACTIONS, actionName, byResource } from '../../shared/actions';
import page from '../../shared/Page.module.css';
import { DayField } from '../acts/DayField';
import type { Sought } from './filter';

const CHOICES = byResource(Object.keys(ACTIONS), (action) => action).map(([name, actions]) => ({
  label: name,
  options: [
    { value: (actions[0] ?? '').split(':')[0] ?? '', label: `${name}：全部` },
    ...actions.map((action) => ({ value: action, label: actionName(action) })),
  ],
}));

interface Props {
  sought: Sought;
  change: (sought: Sought) => void;
}

/** What narrows the trail; texts are looked for when the person presses Enter or leaves the field. */
export function AuditFilters({ sought, change }: Props) {
  return (
    <div className={page.filters}>
      <Select<string>
        aria-label="按动作筛选"
        placeholder="全部动作"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={sought.action}
        options={CHOICES}
        onChange={(action: string | undefined) => {
          change({ ...sought, action: action ?? null });
        }}
      />
      <Select<AuditEventKind>
        aria-label="按类别筛选"
        placeholder="办理和查阅"
        allowClear
        value={sought.kind}
        options={[
          { value: 'WRITE', label: '办理' },
          { value: 'READ', label: '查阅个人信息' },
        ]}
        onChange={(kind: AuditEventKind | undefined) => {
          change({ ...sought, kind: kind ?? null });
        }}
      />
      <DaySlot
        label="从哪天"
        value={sought.from}
        change={(from) => {
          change({ ...sought, from });
        }}
      />
      <DaySlot
        label="到哪天"
        value={sought.to}
        change={(to) => {
          change({ ...sought, to });
        }}
      />
      <Text
        label="按对象编号筛选"
        placeholder="对象编号"
        value={sought.subject}
        change={(subject) => {
          change({ ...sought, subject });
        }}
      />
      <Text
        label="按原因筛选"
        placeholder="原因里的文字"
        value={sought.reason}
        change={(reason) => {
          change({ ...sought, reason });
        }}
      />
      {sought.person && (
        <p>
          <Tag
            closable
            onClose={() => {
              change({ ...sought, person: null });
            }}
          >
            只看{sought.person.name}
          </Tag>
        </p>
      )}
    </div>
  );
}

function DaySlot({ label, value, change }: { label: string; value: string | null; change: (day: string | null) => void }) {
  return (
    <div>
      <DayField aria-label={label} placeholder={label} value={value} onChange={change} />
    </div>
  );
}

interface TextProps {
  label: string;
  placeholder: string;
  value: string;
  change: (text: string) => void;
}

function Text({ label, placeholder, value, change }: TextProps) {
  const [typed, setTyped] = useState(value);
  const settle = (text: string) => {
    if (text.trim() !== value) change(text.trim());
  };
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      allowClear
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '') settle('');
      }}
      onPressEnter={() => {
        settle(typed);
      }}
      onBlur={() => {
        settle(typed);
      }}
    />
  );
}
