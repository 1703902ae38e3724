import { Fragment } from 'react';
import { byResource } from '../../shared/actions';
import { type Draft, keyOf, type Role, type Rule, standingOf, turnable } from './draft';
import styles from './Policy.module.css';

export interface PolicyProps {
  roles: Role[];
  draft: Draft;
  /** Turn one rule in the draft; undefined for whoever only reads. */
  turn: ((role: Role, rule: Rule) => void) | undefined;
}

/** Actions against roles, on a wide page. */
export function PolicyMatrix({ roles, draft, turn }: PolicyProps) {
  const groups = byResource(roles[0]?.rules ?? [], (rule) => rule.action);
  const rules = new Map(roles.flatMap((role) => role.rules.map((rule) => [keyOf(role.role, rule.action), rule])));
  return (
    <div className={styles.frame} tabIndex={0} role="group" aria-label="角色与权限对照表，可以左右滚动">
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">权限</th>
            {roles.map((role) => (
              <th key={role.role} scope="col">
                {role.title}
                <span className="numeric">{role.people} 人</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(([name, actions]) => (
            <Fragment key={name}>
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  <span>{name}</span>
                </th>
              </tr>
              {actions.map(({ action, title }) => (
                <tr key={action}>
                  <th scope="row" title={action}>
                    {title}
                  </th>
                  {roles.map((role) => {
                    const rule = rules.get(keyOf(role.role, action));
                    return (
                      <td key={role.role}>
                        {rule && <Cell role={role} rule={rule} drafted={draft.has(keyOf(role.role, action))} turn={turn} />}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  role: Role;
  rule: Rule;
  drafted: boolean;
  turn: PolicyProps['turn'];
}

function Cell({ role, rule, drafted, turn }: CellProps) {
  const allowed = drafted ? !rule.allowed : rule.allowed;
  const marks = [allowed ? styles.yes : styles.no, rule.override !== null && styles.changed, drafted && styles.drafted];
  const look = marks.filter((mark) => typeof mark === 'string').join(' ');
  const told = `${role.title}，${rule.title}：${standingOf(rule)}${drafted ? `，拟改为${allowed ? '允许' : '不允许'}` : ''}`;
  const title = rule.override !== null && rule.reason !== null ? `${told}。理由：${rule.reason}` : told;
  if (!turn || !turnable(rule)) {
    return (
      <i className={look} title={title} role="img" aria-label={told}>
        {allowed ? '✓' : turnable(rule) ? '–' : ''}
      </i>
    );
  }
  return (
    <button
      type="button"
      className={look}
      title={title}
      aria-label={told}
      aria-pressed={drafted}
      onClick={() => {
        turn(role, rule);
      }}
    >
      {allowed ? '✓' : '–'}
    </button>
  );
}
