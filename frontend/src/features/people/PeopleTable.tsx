import { Button, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { AccountLineFragment } from '../../gql/graphql';
import { momentTitle } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import { useSession } from '../session/session';
import styles from './People.module.css';
import { extentOf, holdsOn } from './terms';

interface Props {
  people: AccountLineFragment[];
  open: (id: string) => void;
}

/** The list on a wide page. */
export function PeopleTable({ people, open }: Props) {
  const columns: TableColumnsType<AccountLineFragment> = [
    {
      title: '姓名',
      key: 'name',
      width: 190,
      render: (_, person) => (
        <>
          <Link className={styles.name ?? ''} to={`/people/${encodeURIComponent(person.id)}`}>
            {person.displayName}
          </Link>
          <span className={styles.username}>{person.username}</span>
        </>
      ),
    },
    { title: '现任角色', key: 'roles', render: (_, person) => <Roles person={person} /> },
    { title: '状态', key: 'state', width: 150, render: (_, person) => <State person={person} /> },
    {
      title: '最近登录',
      key: 'seen',
      width: 200,
      render: (_, { lastSignInAt }) => (
        <span className="numeric">{lastSignInAt === null ? '—' : momentTitle(lastSignInAt)}</span>
      ),
    },
  ];
  return (
    <Table<AccountLineFragment>
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={people}
      pagination={false}
      scroll={{ x: 860 }}
      onRow={(person) => ({
        style: { cursor: 'pointer' },
        onClick: () => {
          open(person.id);
        },
      })}
    />
  );
}

/** The list on a phone. */
export function PeopleCards({ people, open }: Props) {
  return (
    <ul>
      {people.map((person) => (
        <li key={person.id} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{person.displayName}</b>
            <span className={styles.username}>{person.username}</span>
            <State person={person} />
          </div>
          <Roles person={person} />
          <Button
            type="link"
            className={styles.open ?? ''}
            aria-label={`查看${person.displayName}`}
            onClick={() => {
              open(person.id);
            }}
          >
            查看
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Roles({ person }: { person: AccountLineFragment }) {
  const { viewer } = useSession();
  const held = person.appointments.filter((one) => holdsOn(one));
  if (held.length === 0) return <span className={styles.none}>没有现任角色</span>;
  return (
    <ul className={styles.roles}>
      {held.map((one) => (
        <li key={one.id}>
          {one.title}
          <span className={styles.extent}>{extentOf(one, viewer.tenant.name)}</span>
          {one.actingFor !== null && <Mark tone="calm">代理 {one.actingFor}</Mark>}
        </li>
      ))}
    </ul>
  );
}

/** Whether the person can sign in. */
export function State({ person }: { person: Pick<AccountLineFragment, 'state' | 'mustChangePassword'> }) {
  if (person.state === 'DISABLED') return <Mark>已停用</Mark>;
  return person.mustChangePassword ? <Mark tone="late">未改初始密码</Mark> : <Mark tone="good">可用</Mark>;
}
