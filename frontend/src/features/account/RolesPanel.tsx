import { Empty } from '../../shared/States';
import { useSession } from '../session/session';
import styles from './Account.module.css';
import { Panel } from './Panel';
import { termOf } from './terms';

/** The roles that the person holds today, each with its place, its term, and for whom it is held. */
export function RolesPanel() {
  const { viewer } = useSession();
  return (
    <Panel title="我的角色" lead="能看什么、能办什么，由角色和它管辖的地方决定。">
      {viewer.roles.length === 0 && <Empty title="还没有给您任命角色">请联系本级管理员。</Empty>}
      <ul>
        {viewer.roles.map((held, index) => (
          <li key={index} className={styles.row}>
            <div>
              <p>
                <b>{held.title}</b>
                {held.actingFor && <span className={styles.mark}>代理 {held.actingFor}</span>}
              </p>
              <p className={styles.quiet}>{held.placeName ?? held.unitName ?? (viewer.isCadre ? '本人' : viewer.tenant.name)}</p>
            </div>
            <p className={styles.quiet}>{termOf(held)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
