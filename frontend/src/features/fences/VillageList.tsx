import { Input, Segmented } from 'antd';
import { useState } from 'react';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty } from '../../shared/States';
import styles from './Fences.module.css';
import type { Village } from './villages';

interface Props {
  villages: readonly Village[];
  nameOf: (village: Village) => string;
  chosen: string | null;
  choose: (code: string) => void;
}

/** The villages with people in post or with fences; those without a fence can be singled out. */
export function VillageList({ villages, nameOf, chosen, choose }: Props) {
  const [only, setOnly] = useState<'all' | 'none'>('all');
  const [sought, setSought] = useState('');
  const without = villages.filter((one) => one.fences.length === 0);
  const shown = (only === 'all' ? villages : without).filter((one) => holds(one, nameOf(one), sought.trim()));
  return (
    <section className="panel" aria-label="各村">
      <div className={page.head}>
        <h2>各村</h2>
        <Segmented
          size="small"
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: `全部 ${villages.length}` },
            { value: 'none', label: `还没划 ${without.length}` },
          ]}
        />
      </div>
      <div className={styles.search}>
        <Input
          aria-label="按村名或姓名查找"
          placeholder="村名或姓名"
          allowClear
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
          }}
        />
      </div>
      {villages.length === 0 && <Empty title="这里没有在任干部的村">用上面的查找选一个村，也可以先划范围。</Empty>}
      {villages.length > 0 && shown.length === 0 && <Empty title="没有符合条件的村">换一个条件再试。</Empty>}
      <ul className={styles.villages}>
        {shown.map((village) => (
          <li key={village.code}>
            <button
              type="button"
              className={styles.village}
              aria-pressed={village.code === chosen}
              onClick={() => {
                choose(village.code);
              }}
            >
              <span>
                <b>{nameOf(village)}</b>
                <span className={item.note}>{village.people.map((one) => one.cadre.name).join('、') || '现在没有在任干部'}</span>
              </span>
              <span className={village.fences.length === 0 ? styles.missing : styles.count}>
                {village.fences.length === 0 ? '还没划' : `${village.fences.length} 个`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function holds({ people }: Village, name: string, sought: string): boolean {
  return [name, ...people.map((one) => one.cadre.name)].some((text) => text.includes(sought));
}
