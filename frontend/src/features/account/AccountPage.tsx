import { may, useSession } from '../session/session';
import styles from './Account.module.css';
import { RolesPanel } from './RolesPanel';
import { SecurityPanel } from './SecurityPanel';
import { SessionsPanel } from './SessionsPanel';
import { TokensPanel } from './TokensPanel';

/** One's own account: what one holds, how one signs in, where one is signed in, and which programs act for one. */
export function AccountPage() {
  const { viewer } = useSession();
  return (
    <div className={styles.page}>
      <header>
        <h1 className={styles.title}>我的账号</h1>
        <p className={styles.sub}>
          {viewer.name} · 用户名 {viewer.username} · {viewer.tenant.name}
        </p>
      </header>
      <RolesPanel />
      <SecurityPanel />
      <SessionsPanel />
      {may(viewer, 'token:manage') && <TokensPanel />}
    </div>
  );
}
