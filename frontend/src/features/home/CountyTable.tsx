import { Table, type TableColumnsType, Tooltip } from 'antd';
import { figure, type CountyRow, totalOf } from './figures';
import styles from './Counties.module.css';

export interface CountiesProps {
  rows: CountyRow[];
  /** Whether the month goes on: who is below the norm may still reach it. */
  running: boolean;
  chosen: string | null;
  choose: (code: string) => void;
}

type Figured = 'postings' | 'averageDays' | 'requiredDays' | 'met' | 'belowNorm' | 'totalled' | 'signed' | 'sealed';

// The header of the page stays in view; the head of the table stays below it.
const BAR_HEIGHT = 58;

/** The county table on a wide page: sortable, a county opens by its name or its row. */
export function CountyTable({ rows, running, chosen, choose }: CountiesProps) {
  const withSheets = rows.some((row) => row.sealed !== null);
  const total = totalOf(rows);
  const cells: Figured[] = ['postings', 'averageDays', 'requiredDays', 'met', 'belowNorm'];
  if (withSheets) cells.push('totalled', 'signed', 'sealed');
  return (
    <Table<CountyRow>
      size="middle"
      rowKey="code"
      dataSource={rows}
      columns={columns({ withSheets, running, chosen, choose })}
      pagination={false}
      scroll={{ x: 900 }}
      sticky={{ offsetHeader: BAR_HEIGHT }}
      showSorterTooltip={false}
      rowClassName={(row) => (row.code === chosen ? (styles.chosenRow ?? '') : (styles.row ?? ''))}
      onRow={(row) => ({
        onClick: () => {
          choose(row.code);
        },
      })}
      summary={() => (
        <Table.Summary.Row className={styles.total}>
          <Table.Summary.Cell index={0}>合计</Table.Summary.Cell>
          {cells.map((name, index) => (
            <Table.Summary.Cell key={name} index={index + 1} align="right">
              <span className="numeric">{figure(total[name], name === 'averageDays' ? 1 : 0)}</span>
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}

type Shown = Omit<CountiesProps, 'rows'> & { withSheets: boolean };

function columns({ withSheets, running, chosen, choose }: Shown): TableColumnsType<CountyRow> {
  const own: TableColumnsType<CountyRow> = [
    {
      title: '县（市、区）',
      key: 'name',
      width: 220,
      sorter: (one, other) => one.code.localeCompare(other.code),
      render: (_, row) => (
        <button
          type="button"
          className={styles.open}
          aria-expanded={row.code === chosen}
          onClick={(event) => {
            event.stopPropagation();
            choose(row.code);
          }}
        >
          {row.name}
          {row.city !== null && <span className={styles.city}>{row.city}</span>}
        </button>
      ),
    },
    figures('在任', 'postings'),
    figures('人均到岗', 'averageDays', { digits: 1 }),
    {
      ...figures('应到岗', 'requiredDays'),
      render: (_, row) => <Required row={row} />,
    },
    figures('达标', 'met'),
    {
      ...figures(running ? '尚未达到' : '未达标', 'belowNorm'),
      render: (_, row) => (
        <span className={!running && (row.belowNorm ?? 0) > 0 ? `numeric ${styles.late ?? ''}` : 'numeric'}>
          {figure(row.belowNorm)}
        </span>
      ),
    },
  ];
  if (!withSheets) return own;
  const sheets = [figures('待签字', 'totalled'), figures('待盖章', 'signed'), figures('已盖章', 'sealed')];
  return [...own, { title: '月考勤登记表', key: 'sheets', children: sheets }];
}

function figures(title: string, name: Figured, { digits = 0 } = {}): TableColumnsType<CountyRow>[number] {
  return {
    title,
    key: name,
    align: 'right',
    sorter: (one, other) => (one[name] ?? -1) - (other[name] ?? -1),
    render: (_, row) => <span className="numeric">{figure(row[name], digits)}</span>,
  };
}

function Required({ row }: { row: CountyRow }) {
  if (row.requiredDays === null) return <Tooltip title="该地没有启用考勤规则">—</Tooltip>;
  return (
    <Tooltip title={row.clause}>
      <span className={`numeric ${styles.hinted ?? ''}`}>{row.requiredDays}</span>
    </Tooltip>
  );
}
