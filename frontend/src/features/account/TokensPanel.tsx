import { Alert, App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import type { ApiTokensQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { civilDay, fullDayTitle, momentTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Account.module.css';
import { NewToken } from './NewToken';
import { API_TOKENS, REVOKE_API_TOKEN, TOKEN_SCOPES } from './operations';
import { Panel } from './Panel';

type Token = ApiTokensQuery['apiTokens']['nodes'][number];

/** The access tokens by which programs act for the person; administrators see everybody's. */
export function TokensPanel() {
  const client = useClient();
  const { modal } = App.useApp();
  const [making, setMaking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const read = useCallback(async () => {
    const [{ apiTokens }, { tokenScopes }] = await Promise.all([
      ask(client, API_TOKENS, {}),
      ask(client, TOKEN_SCOPES, {}),
    ]);
    return { tokens: apiTokens.nodes, more: apiTokens.pageInfo.hasNextPage, scopes: tokenScopes };
  }, [client]);
  const { value, words, again } = useReading(read);
  const titles = new Map(value?.scopes.map((scope) => [scope.action, scope.title]));
  const revoke = async (id: string) => {
    setRefusal(undefined);
    try {
      await tell(client, REVOKE_API_TOKEN, { id });
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
    }
    again();
  };
  const confirm = (token: Token) => {
    modal.confirm({
      title: `吊销“${token.name}”吗？`,
      content: '用它的程序马上就不能再访问，吊销后不能恢复。',
      okText: '吊销',
      cancelText: '取消',
      onOk: () => revoke(token.id),
    });
  };
  return (
    <Panel
      title="访问令牌"
      lead="给程序用，程序凭它以您的名义、在所选权限之内访问。"
      action={
        value && (
          <Button
            onClick={() => {
              setMaking(true);
            }}
          >
            新建令牌
          </Button>
        )
      }
    >
      {refusal !== undefined && (
        <Alert className={styles.alert ?? ''} type="error" showIcon role="alert" title={refusal} />
      )}
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !value && <Loading rows={2} label="正在读取访问令牌" />}
      {value?.tokens.length === 0 && <Empty title="还没有访问令牌">有程序要对接时再建。</Empty>}
      <ul>
        {value?.tokens.map((token) => (
          <Row key={token.id} token={token} titles={titles} revoke={confirm} />
        ))}
      </ul>
      {value?.more && <p className={styles.foot}>只列出最近的 100 个。</p>}
      {making && value && (
        <NewToken
          scopes={value.scopes}
          made={again}
          close={() => {
            setMaking(false);
          }}
        />
      )}
    </Panel>
  );
}

interface RowProps {
  token: Token;
  titles: ReadonlyMap<string, string>;
  revoke: (token: Token) => void;
}

function Row({ token, titles, revoke }: RowProps) {
  const state = stateOf(token);
  return (
    <li className={styles.row}>
      <div>
        <p>
          <b>{token.name}</b>
          <span className={state === '有效' ? `${styles.mark ?? ''} ${styles.good ?? ''}` : styles.mark}>{state}</span>
          {!token.mine && <span className={styles.quiet}> {token.owner}的</span>}
        </p>
        <p className={styles.quiet}>{token.scopes.map((scope) => titles.get(scope) ?? scope).join('、')}</p>
        <p className={styles.quiet}>
          有效到{fullDayTitle(civilDay(new Date(token.expiresAt)))} ·{' '}
          {token.lastUsedAt ? `最近使用 ${momentTitle(token.lastUsedAt)}` : '还没有用过'}
        </p>
      </div>
      {state === '有效' && (
        <Button
          aria-label={`吊销“${token.name}”`}
          onClick={() => {
            revoke(token);
          }}
        >
          吊销
        </Button>
      )}
    </li>
  );
}

function stateOf(token: Token): '有效' | '已吊销' | '已到期' {
  if (token.revokedAt) return '已吊销';
  return Date.parse(token.expiresAt) <= Date.now() ? '已到期' : '有效';
}
