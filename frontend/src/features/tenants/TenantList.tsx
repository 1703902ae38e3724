import { Table, type TableColumnsType, Tag } from 'antd';
import { useQuery } from 'urql';
import { graphql } from '../../gql';
import type { TenantsQuery, TenantState } from '../../gql/graphql';
import { civilDay } from '../../shared/days';
import { wordsOf } from '../../shared/failure';
import { Failure, Loading } from '../../shared/States';

const TENANTS = graphql(`
  query Tenants {
    tenants(first: 100) {
      nodes {
        id
        code
        name
        state
        createdAt
      }
    }
  }
`);

const STATES: Record<TenantState, string> = {
  PROVISIONING: '开通中',
  ACTIVE: '使用中',
  SUSPENDED: '已停用',
  ARCHIVED: '已归档',
};

type Row = TenantsQuery['tenants']['nodes'][number];

const COLUMNS: TableColumnsType<Row> = [
  { title: '代码', dataIndex: 'code', width: 120 },
  { title: '名称', dataIndex: 'name' },
  {
    title: '状态',
    dataIndex: 'state',
    width: 120,
    render: (state: TenantState) => <Tag color={state === 'ACTIVE' ? 'success' : 'default'}>{STATES[state]}</Tag>,
  },
  {
    title: '开通日期',
    dataIndex: 'createdAt',
    width: 140,
    render: (at: string) => <span className="numeric">{civilDay(new Date(at))}</span>,
  },
];

/** The directory of tenants, for the platform's operator. */
export function TenantList() {
  const [{ data, error }, again] = useQuery({ query: TENANTS, requestPolicy: 'cache-and-network' });
  return (
    <section className="panel" aria-label="租户目录">
      {error && !data && (
        <Failure
          words={wordsOf(error)}
          retry={() => {
            again({ requestPolicy: 'network-only' });
          }}
        />
      )}
      {!error && !data && <Loading label="正在读取租户" />}
      {data && (
        <Table<Row>
          rowKey="id"
          size="middle"
          columns={COLUMNS}
          dataSource={data.tenants.nodes}
          pagination={false}
          scroll={{ x: 480 }}
          locale={{ emptyText: '还没有开通任何租户。' }}
        />
      )}
    </section>
  );
}
