import { Button, Dropdown } from 'antd';
import { type ReactNode, useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { may, useSession } from '../session/session';
import { Appointments } from './Appointments';
import { ACCOUNT } from './operations';
import styles from './People.module.css';
import { State } from './PeopleTable';
import { type PersonAct, PersonDialog } from './PersonDialog';
import { isAdministrator } from './reach';
import type { Account } from './terms';

/** One account: who it is, what is held and was held, and what may be done with it. */
export function PersonPage() {
  const { id = '' } = useParams();
  const client = useClient();
  const read = useCallback(async () => (await ask(client, ACCOUNT, { id })).account, [client, id]);
  const { value, words, again } = useReading(read);
  return (
    <>
      <Link className={styles.back ?? ''} to="/people">
        ← 账号与任命
      </Link>
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && value === undefined && (
        <div className="panel">
          <Loading label="正在读取账号" />
        </div>
      )}
      {value === null && (
        <div className="panel">
          <Empty title="没有找到这个账号">它不存在，或不在您的管辖范围内。</Empty>
        </div>
      )}
      {value && <Person account={value} changed={again} />}
    </>
  );
}

function Person({ account, changed }: { account: Account; changed: () => void }) {
  const { viewer } = useSession();
  const [act, setAct] = useState<PersonAct>();
  const own = account.username === viewer.username;
  const grants = may(viewer, 'appointment:grant') && !own;
  const active = account.state === 'ACTIVE';
  const rest = restOf(account, viewer.permissions);
  const administers = grants && active && isAdministrator(viewer) && may(viewer, 'approval:propose');
  return (
    <>
      <PageHead title={account.displayName} lead={own ? '这是您自己的账号，须由别人办理。' : account.username}>
        {grants && active && (
          <>
            <Button
              type="primary"
              onClick={() => {
                setAct({ is: 'appoint' });
              }}
            >
              任命角色
            </Button>
            <Button
              onClick={() => {
                setAct({ is: 'transfer' });
              }}
            >
              调动
            </Button>
          </>
        )}
        {administers && (
          <Button
            onClick={() => {
              setAct({ is: 'propose' });
            }}
          >
            提请授予管理员
          </Button>
        )}
        {!own && rest.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rest,
              onClick: ({ key }) => {
                setAct({ is: key } as PersonAct);
              },
            }}
          >
            <Button>更多</Button>
          </Dropdown>
        )}
      </PageHead>
      <section className="panel" aria-label="账号情况">
        <dl className={styles.facts}>
          <Fact title="用户名">{account.username}</Fact>
          <Fact title="状态">
            <State person={account} />
          </Fact>
          <Fact title="最近登录">{account.lastSignInAt === null ? '从未登录' : momentTitle(account.lastSignInAt)}</Fact>
          <Fact title="建立时间">{momentTitle(account.createdAt)}</Fact>
        </dl>
      </section>
      <Appointments account={account} grants={grants} act={setAct} />
      {act && (
        <PersonDialog
          account={account}
          act={act}
          changed={changed}
          close={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="numeric">{children}</dd>
    </div>
  );
}

function restOf(account: Account, permissions: string[]) {
  const manages = permissions.includes('account:manage');
  return [
    ...(manages ? [{ key: 'reset', label: '重置密码' }] : []),
    ...(manages ? [{ key: 'factor', label: '重置动态口令' }] : []),
    ...(permissions.includes('session:revoke') ? [{ key: 'sessions', label: '结束全部登录' }] : []),
    ...(manages && account.state === 'ACTIVE' ? [{ key: 'disable', label: '停用账号', danger: true }] : []),
    ...(manages && account.state === 'DISABLED' ? [{ key: 'enable', label: '恢复账号' }] : []),
  ];
}
