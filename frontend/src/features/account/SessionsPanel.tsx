import { Alert, App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import type { MySessionsQuery, SignInMethod } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { momentTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Account.module.css';
import { deviceOf } from './devices';
import { MY_SESSIONS, REVOKE_OTHER_SESSIONS, REVOKE_SESSION } from './operations';
import { Panel } from './Panel';

type Session = MySessionsQuery['mySessions'][number];

const METHODS: Record<SignInMethod, string> = {
  PASSWORD: '密码',
  PASSWORD_AND_CODE: '密码和动态口令',
  OIDC: '统一身份认证',
  OIDC_AND_FACTOR: '统一身份认证（含第二因素）',
};

/** Where the person is signed in; what they do not know they end. */
export function SessionsPanel() {
  const client = useClient();
  const { modal } = App.useApp();
  const [refusal, setRefusal] = useState<string>();
  const read = useCallback(async () => (await ask(client, MY_SESSIONS, {})).mySessions, [client]);
  const { value: sessions, words, again } = useReading(read);
  const end = async <Variables extends AnyVariables>(
    mutation: TypedDocumentNode<unknown, Variables>,
    variables: Variables,
  ) => {
    setRefusal(undefined);
    try {
      await tell(client, mutation, variables);
    } catch (thrown) {
      setRefusal(wordsOfThrown(thrown));
    }
    again();
  };
  const others = sessions?.filter((session) => !session.current) ?? [];
  return (
    <Panel
      title="登录的设备"
      lead="看到不认识的设备，请让它退出，并修改密码。"
      action={
        others.length > 0 && (
          <Button
            onClick={() => {
              modal.confirm({
                title: `让其他 ${others.length} 处登录都退出吗？`,
                content: '只保留现在这一处。',
                okText: '全部退出',
                cancelText: '取消',
                onOk: () => end(REVOKE_OTHER_SESSIONS, {}),
              });
            }}
          >
            其他全部退出
          </Button>
        )
      }
    >
      {refusal !== undefined && (
        <Alert className={styles.alert ?? ''} type="error" showIcon role="alert" title={refusal} />
      )}
      {words !== undefined && <Failure words={words} retry={again} />}
      {words === undefined && !sessions && <Loading rows={3} label="正在读取登录的设备" />}
      <ul>
        {sessions?.map((session) => (
          <Row key={session.id} session={session} end={() => end(REVOKE_SESSION, { id: session.id })} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ session, end }: { session: Session; end: () => Promise<void> }) {
  const device = deviceOf(session.userAgent);
  const [busy, setBusy] = useState(false);
  return (
    <li className={styles.row}>
      <div>
        <p>
          <b title={session.userAgent}>{device}</b>
          {session.current && <span className={`${styles.mark ?? ''} ${styles.good ?? ''}`}>现在这一处</span>}
        </p>
        <p className={styles.quiet}>
          {momentTitle(session.createdAt)} 从 {session.address} 登录
          {session.method && `，用${METHODS[session.method]}`}
        </p>
        {!session.current && <p className={styles.quiet}>最近使用 {momentTitle(session.lastSeenAt)}</p>}
      </div>
      {!session.current && (
        <Button
          loading={busy}
          aria-label={`让 ${momentTitle(session.createdAt)} 登录的${device}退出`}
          onClick={async () => {
            setBusy(true);
            await end();
            setBusy(false);
          }}
        >
          退出
        </Button>
      )}
    </li>
  );
}
