import { Button } from 'antd';
import { useSession } from '../session/session';
import styles from './Account.module.css';
import { Panel } from './Panel';

/** The password and the second factor. */
export function SecurityPanel() {
  const { viewer, open } = useSession();
  const bound = viewer.hasSecondFactor;
  return (
    <Panel title="登录方式">
      <ul>
        <li className={styles.row}>
          <div>
            <b>密码</b>
            <p className={styles.quiet}>修改后，其他设备上的登录会失效。</p>
          </div>
          <Button
            onClick={() => {
              open('password');
            }}
          >
            修改密码
          </Button>
        </li>
        <li className={styles.row}>
          <div>
            <p>
              <b>动态口令</b>
              <span className={bound ? `${styles.mark ?? ''} ${styles.good ?? ''}` : styles.mark}>
                {bound ? '已绑定' : '未绑定'}
              </span>
            </p>
            <p className={styles.quiet}>
              {bound
                ? '换手机前，请先用原来的手机更换绑定。手机已经丢失的，请本级管理员（组织部门或租户系统管理员）重置，下次登录时重新绑定。'
                : '绑定后，登录时除密码外还要输入手机上显示的 6 位数字，密码泄露也不会被别人登录。'}
            </p>
          </div>
          <Button
            onClick={() => {
              open('factor');
            }}
          >
            {bound ? '更换绑定' : '绑定'}
          </Button>
        </li>
      </ul>
    </Panel>
  );
}
