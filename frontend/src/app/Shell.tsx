import { Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { NavLink } from 'react-router';
import { areasOf, shortName } from '../features/home/areas';
import { ChangePasswordPage } from '../features/session/ChangePasswordPage';
import { may, useSession } from '../features/session/session';
import { Seal } from '../shared/Seal';
import styles from './Shell.module.css';

/** The frame of every page behind the sign-in: whose product, which province, who is here. */
export function Shell({ children }: { children: ReactNode }) {
  const { viewer, leave } = useSession();
  const [changing, setChanging] = useState(false);
  const areas = areasOf(viewer);
  const [area] = areas;
  const both = may(viewer, 'attendance:check_in') && areas.some((one) => one.kind !== 'self');
  if (changing) {
    return (
      <ChangePasswordPage
        close={() => {
          setChanging(false);
        }}
      />
    );
  }
  return (
    <>
      <a className={styles.skip} href="#content">
        跳到正文
      </a>
      <header className={styles.bar}>
        <div className={styles.inside}>
          <Seal />
          <span className={styles.tenant}>{viewer.tenant.name}</span>
          {both && (
            <nav className={styles.nav} aria-label="页面">
              <NavLink to="/" end>
                总览
              </NavLink>
              <NavLink to="/me">我的任职</NavLink>
            </nav>
          )}
          <Dropdown
            trigger={['click']}
            placement="bottomRight"
            menu={{
              items: [
                { key: 'password', label: '修改密码' },
                { key: 'leave', label: '退出登录' },
              ],
              onClick: ({ key }) => {
                if (key === 'password') setChanging(true);
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
      </header>
      <main id="content" className={styles.main}>
        {children}
      </main>
    </>
  );
}
