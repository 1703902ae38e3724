import { Button, Checkbox } from 'antd';
import styles from './Months.module.css';
import { type Act, type Rights, takenBy } from './next';
import type { MonthRow } from './rows';

interface Props {
  rows: readonly MonthRow[];
  picked: readonly MonthRow[];
  rights: Rights;
  pickAll: (all: boolean) => void;
  begin: (act: Act, rows: MonthRow[]) => void;
}

const NAMES: readonly (readonly [Act, string])[] = [
  ['sign', '签字'],
  ['seal', '盖章'],
  ['verify', '查验'],
  ['reopen', '退回重开'],
];

/** What may be done with the chosen ones alone. */
export function ActBar({ rows, picked, rights, pickAll, begin }: Props) {
  const all = rows.filter((row) => row.sheet).length;
  if (all === 0) return null;
  return (
    <div className={styles.bar} role="group" aria-label="选中的月表">
      <Checkbox
        checked={picked.length === all}
        indeterminate={picked.length > 0 && picked.length < all}
        onChange={({ target }) => {
          pickAll(target.checked);
        }}
      >
        {picked.length === 0 ? '全选' : `已选 ${picked.length} 人`}
      </Checkbox>
      {picked.length > 0 &&
        NAMES.filter(([act]) => rights.has(act)).map(([act, name]) => {
          const taken = takenBy(act, picked);
          return (
            <Button
              key={act}
              disabled={taken.length === 0}
              onClick={() => {
                begin(act, taken);
              }}
            >
              {name} {taken.length} 张
            </Button>
          );
        })}
    </div>
  );
}
