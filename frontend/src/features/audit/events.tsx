import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { AuditEventsQuery } from '../../gql/graphql';
import { actionName, RESOURCES } from '../../shared/actions';
import { momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { capacityOf } from './changes';
import { EventDetail } from './EventDetail';
import styles from './Audit.module.css';

export type AuditEvent = AuditEventsQuery['auditEvents']['nodes'][number];

interface Props {
  events: AuditEvent[];
  /** Narrow the trail to what this person did. */
  only: (accountId: string, person: string | null) => void;
}

/** The trail on a wide page; a row opens into everything that it says. */
export function EventTable({ events, only }: Props) {
  const columns: TableColumnsType<AuditEvent> = [
    { title: '时间', key: 'at', width: 200, render: (_, { at }) => <span className={`${styles.at ?? ''} numeric`}>{momentTitle(at)}</span> },
    { title: '谁', key: 'who', width: 250, render: (_, event) => <Who event={event} only={only} /> },
    {
      title: '办了什么',
      key: 'action',
      width: 220,
      render: (_, event) => (
        <>
          {actionName(event.action)} <Kind event={event} />
        </>
      ),
    },
    { title: '对象', key: 'subject', width: 210, render: (_, event) => <Subject event={event} /> },
    { title: '原因', key: 'reason', render: (_, { reason }) => reason ?? '—' },
  ];
  return (
    <Table<AuditEvent>
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={events}
      pagination={false}
      scroll={{ x: 1060 }}
      expandable={{ expandedRowRender: (event) => <EventDetail event={event} />, columnWidth: 44 }}
    />
  );
}

/** The trail on a phone. */
export function EventCards({ events, only }: Props) {
  const [open, setOpen] = useState<string>();
  return (
    <ul>
      {events.map((event) => (
        <li key={event.id} className={styles.card}>
          <p className={styles.cardHead}>
            <b>{actionName(event.action)}</b>
            <Kind event={event} />
            <Button
              type="link"
              size="small"
              aria-expanded={open === event.id}
              onClick={() => {
                setOpen(open === event.id ? undefined : event.id);
              }}
            >
              {open === event.id ? '收起' : '详情'}
            </Button>
          </p>
          <p className={`${styles.quiet ?? ''} numeric`}>{momentTitle(event.at)}</p>
          <Who event={event} only={only} />
          {event.reason !== null && <p>原因：{event.reason}</p>}
          {open === event.id && <EventDetail event={event} />}
        </li>
      ))}
    </ul>
  );
}

function Who({ event, only }: { event: AuditEvent } & Pick<Props, 'only'>) {
  const { accountId, person, capacity } = event;
  return (
    <>
      <Button
        type="link"
        size="small"
        className={styles.who ?? ''}
        title="只看这个人的记录"
        onClick={() => {
          only(accountId, person);
        }}
      >
        {person ?? '系统'}
      </Button>
      {capacity && capacity.length > 0 && <span className={styles.capacity}>{capacity.map(capacityOf).join('，')}</span>}
    </>
  );
}

function Kind({ event }: { event: AuditEvent }) {
  return event.kind === 'READ' ? <Mark tone="calm">查阅</Mark> : null;
}

function Subject({ event }: { event: AuditEvent }) {
  const several = event.subjectId === '*';
  return (
    <>
      {RESOURCES[event.subjectType] ?? SUBJECTS[event.subjectType] ?? event.subjectType}
      <span className={styles.key}>{several ? '多个' : event.subjectId}</span>
    </>
  );
}

const SUBJECTS: Readonly<Record<string, string>> = {
  api_token: '访问令牌',
  approval_request: '两人办理的事项',
  attendance_day: '考勤日',
  audit_event: '审计记录',
  insurance_policy: '保单',
  monthly_sheet: '月表',
  org_unit: '单位',
  plugin_activation: '插件启用',
  revenue_entry: '入账收益',
  roster_import: '花名册导入',
  stipend_batch: '补助批次',
  work_log: '工作日志',
};
