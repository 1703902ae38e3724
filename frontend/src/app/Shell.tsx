import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { areasOf, shortName } from '../features/home/areas';
import { useSession } from '../features/session/session';
import { Seal } from '../shared/Seal';
import { useNarrow } from '../shared/useNarrow';
import styles from './Shell.module.css';
import { usePageTitle } from './usePageTitle';
import { Ways } from './Ways';

/** The frame of every page behind the sign-in: whose product, which province, who is here. */
export function Shell({ children }: { children: ReactNode }) {
  const { viewer, leave, open } = useSession();
  const navigate = useNavigate();
  const areas = areasOf(viewer);
  const [area] = areas;
  const narrow = useNarrow();
  usePageTitle(viewer);
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
