import { Button } from 'antd';
import type { Day } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import styles from './Fences.module.css';
import { type Fence, periodTitle, seasonTitle, shapeTitle, standing } from './villages';

const STANDINGS = {
  now: { name: '有效', tone: 'good' },
  coming: { name: '还没开始', tone: 'calm' },
  resting: { name: '不在季节', tone: 'calm' },
  ended: { name: '已停用' },
} as const;

/** One fence in words; where it is in force it can be ended. */
export function FenceItem({ fence, today, end }: { fence: Fence; today: Day; end?: () => void }) {
  const { name, ...tone } = STANDINGS[standing(fence, today)];
  return (
    <li className={styles.fence}>
      <div>
        <p className={styles.fenceName}>
          <b>{fence.name}</b>
          <Mark {...tone}>{name}</Mark>
        </p>
        <p className={item.note}>
          {shapeTitle(fence)} · {seasonTitle(fence.seasonMonths)} ·{' '}
          {fence.posting ? `只用于${fence.posting.cadre.name}的住处` : '用于全村'}
        </p>
        <p className={item.note}>
          {periodTitle(fence)}
          {fence.endedReason !== null && `，停用的理由：${fence.endedReason}`}
          {fence.latitude !== null && fence.longitude !== null && (
            <>
              {' '}
              · <span className="numeric">{`${fence.latitude.toFixed(5)}, ${fence.longitude.toFixed(5)}`}</span>（WGS-84）
            </>
          )}
        </p>
      </div>
      {end && (
        <Button aria-label={`停用${fence.name}`} onClick={end}>
          停用
        </Button>
      )}
    </li>
  );
}
