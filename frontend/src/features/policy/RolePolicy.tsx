import { Select, Switch } from 'antd';
import { useState } from 'react';
import { byResource } from '../../shared/actions';
import { Mark } from '../../shared/Mark';
import { keyOf, turnable } from './draft';
import styles from './Policy.module.css';
import type { PolicyProps } from './PolicyMatrix';

/** One role at a time, on a phone. */
export function RolePolicy({ roles, draft, turn }: PolicyProps) {
  const [chosen, setChosen] = useState(roles[0]?.role);
  const role = roles.find((one) => one.role === chosen);
  return (
    <>
      <div className={styles.chooser}>
        <Select
          aria-label="选择角色"
          value={chosen}
          onChange={setChosen}
          options={roles.map(({ role: code, title, people }) => ({ value: code, label: `${title}（${people} 人）` }))}
          style={{ width: '100%' }}
        />
      </div>
      {role &&
        byResource(role.rules, (rule) => rule.action).map(([name, rules]) => (
          <section key={name} className={styles.part} aria-label={name}>
            <h2>{name}</h2>
            <ul>
              {rules.map((rule) => {
                const drafted = draft.has(keyOf(role.role, rule.action));
                return (
                  <li key={rule.action}>
                    <div>
                      <span>{rule.title}</span>
                      {rule.override !== null && <Mark tone="late">本省改过</Mark>}
                      {drafted && <Mark tone="calm">拟改</Mark>}
                      {rule.override !== null && rule.reason !== null && <p>{rule.reason}</p>}
                    </div>
                    <Switch
                      aria-label={rule.title}
                      checked={drafted ? !rule.allowed : rule.allowed}
                      disabled={!turn || !turnable(rule)}
                      onChange={() => turn?.(role, rule)}
                    />
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
    </>
  );
}
