import { Dropdown } from 'antd';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { areasOf } from '../features/home/areas';
import { type Destination, destinationsOf } from '../features/home/destinations';
import { may, useSession } from '../features/session/session';
import styles from './Shell.module.css';
import { type Counts, useCounts } from './useCounts';
import { grouped, isWithin } from './grouping';

/** The pages that are open to the person, where there is more than one; what belongs together stands under one name. */
export function Ways() {
  const { viewer } = useSession();
  const { counts, asked } = useCounts();
  const posted = may(viewer, 'attendance:check_in');
  const elsewhere = areasOf(viewer).some((one) => one.kind !== 'self');
  const destinations = destinationsOf(viewer, asked);
  if (!(posted && elsewhere) && destinations.length === 0) return null;
  return (
    <nav className={styles.nav} aria-label="页面">
      {elsewhere && (
        <NavLink to="/" end>
          总览
        </NavLink>
      )}
      {posted && <NavLink to="/me">我的任职</NavLink>}
      {grouped(destinations).map(({ name, members }) =>
        members.length > 1 ? (
          <Group key={name} name={name} members={members} counts={counts} />
        ) : (
          members.map(({ path, title }) => (
            <NavLink key={path} to={path}>
              {title}
              <Count of={counts[path]} />
            </NavLink>
          ))
        ),
      )}
    </nav>
  );
}

interface GroupProps {
  name: string;
  members: readonly Destination[];
  counts: Counts;
}

function Group({ name, members, counts }: GroupProps) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const here = members.find(({ path }) => isWithin(pathname, path));
  const waiting = members.reduce((sum, { path }) => sum + (counts[path] ?? 0), 0);
  return (
    <Dropdown
      trigger={['click']}
      // The bar stays where it is while the page scrolls under it, and so must its menu.
      getPopupContainer={(button) => button.closest('header') ?? document.body}
      menu={{
        selectedKeys: here ? [here.path] : [],
        items: members.map(({ path, title }) => ({
          key: path,
          label: (
            <>
              {title}
              <Count of={counts[path]} />
            </>
          ),
        })),
        onClick: ({ key }) => {
          void navigate(key);
        },
      }}
    >
      <button type="button" className={`${styles.group ?? ''} ${here ? (styles.here ?? '') : ''}`}>
        {here && here.title !== name ? `${name} · ${here.title}` : name}
        <Count of={waiting} />
        <i className={styles.caret} aria-hidden="true" />
      </button>
    </Dropdown>
  );
}

function Count({ of }: { of: number | undefined }) {
  if (of === undefined || of === 0) return null;
  return (
    <span className={styles.count} aria-label={`${of} 项待办`}>
      {of > 99 ? '99+' : of}
    </span>
  );
}
