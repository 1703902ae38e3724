import { Button, Input, Select } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import type { AccountState } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { PageHead } from '../../shared/PageHead';
import page from '../../shared/Page.module.css';
import { ROLES } from '../../shared/roles';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { More } from '../acts/More';
import { PlaceFinder } from '../acts/PlaceFinder';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { CreateAccount } from './CreateAccount';
import { ACCOUNTS } from './operations';
import { PeopleCards, PeopleTable } from './PeopleTable';

const SETTLED_AFTER = 300;

/** The accounts within one's reach: found by name, place, role and state. */
export function PeoplePage() {
  const { viewer } = useSession();
  const client = useClient();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [regionCode, setRegionCode] = useState<string | null>(null);
  const [role, setRole] = useState<string | null>(null);
  const [state, setState] = useState<AccountState | null>(null);
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setText(typed.trim());
    }, SETTLED_AFTER);
    return () => {
      window.clearTimeout(timer);
    };
  }, [typed]);
  const read = useCallback(
    async (after: string | null) => (await ask(client, ACCOUNTS, { text, regionCode, role, state, after })).accounts,
    [client, text, regionCode, role, state],
  );
  const { nodes, total, words, restWords, hasMore, busy, more, again } = usePages(read);
  const open = (id: string) => void navigate(`/people/${encodeURIComponent(id)}`);
  const Listing = narrow ? PeopleCards : PeopleTable;
  return (
    <>
      <PageHead title="账号与任命" lead="管辖范围内的人：谁能登录，担任什么角色，管哪里。">
        {may(viewer, 'account:manage') && (
          <Button
            type="primary"
            onClick={() => {
              setCreating(true);
            }}
          >
            新建账号
          </Button>
        )}
      </PageHead>
      <section className="panel" aria-label="账号">
        <div className={page.filters}>
          <Input
            aria-label="按姓名或用户名查找"
            placeholder="姓名或用户名"
            allowClear
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
            }}
          />
          {may(viewer, 'region:read') && (
            <div>
              <PlaceFinder
                aria-label="按管辖地筛选"
                placeholder="全部地方"
                value={regionCode}
                onChange={setRegionCode}
              />
            </div>
          )}
          <Select
            aria-label="按角色筛选"
            placeholder="全部角色"
            allowClear
            value={role}
            onChange={(chosen: string | undefined) => {
              setRole(chosen ?? null);
            }}
            options={ROLES.map(({ code, title }) => ({ value: code, label: title }))}
          />
          <Select
            aria-label="按状态筛选"
            placeholder="全部状态"
            allowClear
            value={state}
            onChange={(chosen: AccountState | undefined) => {
              setState(chosen ?? null);
            }}
            options={[
              { value: 'ACTIVE', label: '可用' },
              { value: 'DISABLED', label: '已停用' },
            ]}
          />
          {total !== undefined && <p className="numeric">共 {total} 个账号</p>}
        </div>
        {words !== undefined && <Failure words={words} retry={again} />}
        {words === undefined && !nodes && <Loading rows={8} label="正在读取账号" />}
        {nodes?.length === 0 && <Empty title="没有找到账号">换一个条件再试；只列出您管辖范围内的人。</Empty>}
        {nodes && nodes.length > 0 && <Listing people={nodes} open={open} />}
        <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
      </section>
      {creating && (
        <CreateAccount
          made={again}
          open={open}
          close={() => {
            setCreating(false);
          }}
        />
      )}
    </>
  );
}
