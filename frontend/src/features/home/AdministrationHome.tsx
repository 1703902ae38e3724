import { Link } from 'react-router';
import { Empty } from '../../shared/States';
import { useWaiting } from '../approvals/waiting';
import { useSession } from '../session/session';
import { destinationsOf } from './destinations';
import styles from './AdministrationHome.module.css';

/** The home of whoever administers and sees neither cadres nor attendance: the ways to what they do. */
export function AdministrationHome({ title }: { title: string }) {
  const { viewer } = useSession();
  const { count } = useWaiting();
  const destinations = destinationsOf(viewer);
  if (destinations.length === 0) {
    return (
      <div className="panel">
        <Empty title="您的角色不查看干部与考勤">{title}的工作页面还没有做好；这个角色能做的事目前通过接口使用。</Empty>
      </div>
    );
  }
  return (
    <ul className={styles.ways}>
      {destinations.map(({ path, title: name, about }) => (
        <li key={path}>
          <Link className={`panel ${styles.way ?? ''}`} to={path}>
            <b>
              {name}
              {path === '/approvals' && count > 0 && <span className={styles.count}>{count} 项待办</span>}
            </b>
            <span>{about}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
