import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Mark } from '../../shared/Mark';
import { Empty } from '../../shared/States';
import { termOf } from '../account/terms';
import { useSession } from '../session/session';
import styles from './People.module.css';
import type { PersonAct } from './PersonDialog';
import { type Account, type Appointment, extentOf, holdsOn, isOver } from './terms';

interface Props {
  account: Account;
  /** Whether the person who looks may give and end roles here. */
  grants: boolean;
  act: (act: PersonAct) => void;
}

/** What the account holds and is to hold, and what it held. */
export function Appointments({ account, grants, act }: Props) {
  const present = account.appointments.filter((held) => !isOver(held));
  const past = account.appointments.filter((held) => isOver(held));
  return (
    <>
      <section className={`panel ${styles.section ?? ''}`} aria-labelledby="present">
        <div className={styles.head}>
          <h2 id="present">现任角色</h2>
        </div>
        {present.length === 0 && <Empty title="没有现任角色">没有角色的账号可以登录，但什么也看不到。</Empty>}
        <ul>
          {present.map((held) => (
            <Held key={held.id} held={held}>
              {grants && (
                <div className={styles.buttons}>
                  {held.actingFor === null && (
                    <Button
                      onClick={() => {
                        act({ is: 'acting', held });
                      }}
                    >
                      安排代理
                    </Button>
                  )}
                  <Button
                    onClick={() => {
                      act({ is: 'end', held });
                    }}
                  >
                    结束任命
                  </Button>
                </div>
              )}
            </Held>
          ))}
        </ul>
      </section>
      {past.length > 0 && (
        <section className={`panel ${styles.section ?? ''} ${styles.over ?? ''}`} aria-labelledby="past">
          <div className={styles.head}>
            <h2 id="past">以往任命</h2>
          </div>
          <ul>
            {past.map((held) => (
              <Held key={held.id} held={held} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Held({ held, children }: { held: Appointment; children?: ReactNode }) {
  const { viewer } = useSession();
  return (
    <li className={styles.held}>
      <div>
        <p>
          <b>{held.title}</b>
          <span className={styles.extent}>{extentOf(held, viewer.tenant.name)}</span>
          {held.actingFor !== null && <Mark tone="calm">代理 {held.actingFor}</Mark>}
          {!isOver(held) && !holdsOn(held) && <Mark tone="late">尚未开始</Mark>}
        </p>
        <p className={`${styles.small ?? ''} numeric`}>{termOf(held)}</p>
        <Why title="任命" by={held.grantedBy} reason={held.reason} />
        <Why title="结束" by={held.endedBy} reason={held.endedReason} />
      </div>
      {children}
    </li>
  );
}

function Why({ title, by, reason }: { title: string; by: string | null; reason: string | null }) {
  if (by === null && reason === null) return null;
  return (
    <p className={styles.small}>
      {title}：{[by, reason].filter((text) => text !== null && text !== '').join('，')}
    </p>
  );
}
