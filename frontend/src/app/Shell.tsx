import { Dropdown } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { useWaiting } from '../features/approvals/waiting';
import { areasOf, shortName } from '../features/home/areas';
import { destinationsOf } from '../features/home/destinations';
import { may, useSession } from '../features/session/session';
import { Seal } from '../shared/Seal';
import { useNarrow } from '../shared/useNarrow';
import styles from './Shell.module.css';

/** The frame of every page behind the sign-in: whose product, which province, who is here. */
export function Shell({ children }: { children: ReactNode }) {
  const { viewer, leave, open } = useSession();
  const navigate = useNavigate();
  const areas = areasOf(viewer);
  const [area] = areas;
  const narrow = useNarrow();
  return (
    <>
      <a className={styles.skip} href="#content">
        跳到正文
      </a>
      <header className={styles.bar}>
        <div className={styles.inside}>
          <Link to="/" className={styles.home} title="回到首页">
            <Seal />
            <span className={styles.tenant}>{viewer.tenant.name}</span>
          </Link>
          {!narrow && <Ways />}
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            // The bar stays where it is while the page scrolls under it, and so must its menu.
            getPopupContainer={(button) => button.closest('header') ?? document.body}
            menu={{
              items: [
                { key: 'account', label: '我的账号' },
                { key: 'password', label: '修改密码' },
                { key: 'leave', label: '退出登录' },
              ],
              onClick: ({ key }) => {
                if (key === 'account') void navigate('/account');
                else if (key === 'password') open('password');
                else void leave();
              },
            }}
          >
            <button type="button" className={styles.person} aria-label={`${viewer.name}，打开个人菜单`}>
              <b>{viewer.name}</b>
              {area && (
                <span className={styles.role}>
                  {area.kind === 'self' ? area.title : `${area.title} · ${shortName(area, viewer.tenant.name)}`}
                </span>
              )}
              <i className={styles.caret} aria-hidden="true" />
            </button>
          </Dropdown>
        </div>
        {narrow && <Ways />}
      </header>
      <main id="content" className={styles.main}>
        {children}
      </main>
    </>
  );
}

/** The pages that are open to the person, where there is more than one. */
function Ways() {
  const { viewer } = useSession();
  const { count, again } = useWaiting();
  const { pathname } = useLocation();
  // What was decided on a page just left no longer waits.
  useEffect(again, [pathname, again]);
  const posted = may(viewer, 'attendance:check_in');
  const elsewhere = areasOf(viewer).some((one) => one.kind !== 'self');
  const destinations = destinationsOf(viewer);
  if (!(posted && elsewhere) && destinations.length === 0) return null;
  return (
    <nav className={styles.nav} aria-label="页面">
      {elsewhere && (
        <NavLink to="/" end>
          总览
        </NavLink>
      )}
      {posted && <NavLink to="/me">我的任职</NavLink>}
      {destinations.map(({ path, title }) => (
        <NavLink key={path} to={path}>
          {title}
          {path === '/approvals' && count > 0 && (
            <span className={styles.count} aria-label={`${count} 项待办`}>
              {count > 99 ? '99+' : count}
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
