import { Table, type TableColumnsType } from 'antd';
import { dayTitle } from '../../shared/days';
import { LEVEL_NAMES, placeWithin, ROLE_NAMES } from '../../shared/words';
import { Concerns, SheetMark } from './marks';
import { PostingDetail } from './PostingDetail';
import styles from './Postings.module.css';
import type { PostingRow } from './rows';

export interface ListingProps {
  rows: PostingRow[];
  month: string;
  around: string;
  requiredDays: number | undefined;
  /** Whether the month's days may be read. */
  monthly: boolean;
}

/** The list on a wide page; a row opens into the person and their month. */
export function PostingTable({ rows, month, around, requiredDays, monthly }: ListingProps) {
  return (
    <Table<PostingRow>
      size="middle"
      rowKey="id"
      dataSource={rows}
      columns={monthly ? [...whoColumns(around), ...monthColumns(requiredDays)] : whoColumns(around)}
      pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false, placement: ['bottomCenter'] } : false}
      scroll={{ x: monthly ? 1180 : 720 }}
      showSorterTooltip={false}
      rowClassName={(row) => (row.concerns.length > 0 ? (styles.lateRow ?? '') : '')}
      expandable={{
        expandedRowRender: (row) => <PostingDetail posting={row.posting} month={month} monthly={monthly} />,
        columnWidth: 44,
      }}
    />
  );
}

function whoColumns(around: string): TableColumnsType<PostingRow> {
  return [
    {
      title: '姓名',
      key: 'name',
      width: 110,
      sorter: (one, other) => one.posting.cadre.name.localeCompare(other.posting.cadre.name, 'zh-CN'),
      render: (_, { posting }) => <b className={styles.name}>{posting.cadre.name}</b>,
    },
    {
      title: '任职',
      key: 'role',
      width: 150,
      render: (_, { posting }) => (
        <>
          {ROLE_NAMES[posting.role]}
          <span className={styles.level}>{LEVEL_NAMES[posting.dispatchLevel]}</span>
        </>
      ),
    },
    {
      title: '任职地',
      key: 'place',
      width: 170,
      sorter: (one, other) => one.posting.placeName.localeCompare(other.posting.placeName, 'zh-CN'),
      render: (_, { posting }) => placeWithin(posting.placeName, around),
    },
    { title: '派出单位', key: 'unit', width: 150, render: (_, { posting }) => posting.sendingUnit.name },
  ];
}

function monthColumns(requiredDays: number | undefined): TableColumnsType<PostingRow> {
  return [
    {
      title: '到岗',
      key: 'days',
      width: 104,
      align: 'right',
      sorter: (one, other) => one.onDutyDays - other.onDutyDays,
      render: (_, row) => (
        <span className="numeric">
          <b>{row.onDutyDays}</b>
          {requiredDays !== undefined && <span className={styles.of}> / {requiredDays}</span>}
        </span>
      ),
    },
    {
      title: '日志',
      key: 'logs',
      width: 88,
      align: 'right',
      sorter: (one, other) => one.logDays - other.logDays,
      render: (_, row) => <span className="numeric">{row.logDays}</span>,
    },
    {
      title: '最近到岗',
      key: 'last',
      width: 128,
      sorter: (one, other) => (one.lastDay ?? '').localeCompare(other.lastDay ?? ''),
      render: (_, row) => (row.lastDay === null ? '—' : dayTitle(row.lastDay)),
    },
    { title: '月表', key: 'sheet', width: 100, render: (_, row) => <SheetMark row={row} /> },
    {
      title: '情况',
      key: 'concerns',
      sorter: (one, other) => one.concerns.length - other.concerns.length,
      render: (_, row) => <Concerns row={row} />,
    },
  ];
}
