import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, monthOf, shiftMonth } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { useReading } from '../../shared/useReading';
import { metres, shiftDay } from '../claims/facts';
import styles from './Fences.module.css';
import { CHECK_IN_DISTANCES } from './operations';
import { type Distances, distancesOf, type Posted } from './villages';

const SINCE_DAYS = 30;
// On a scale of powers of ten: a walk, a neighbouring village, another town.
const TICKS = [10, 100, 1000, 10_000];
const MOST = 100_000;

/** How far from the fences a person's check-ins of the last weeks were. */
export function DistanceLine({ posting }: { posting: Posted }) {
  const client = useClient();
  const today = civilDay();
  const read = useCallback(async () => {
    const month = monthOf(today);
    const { posting: found } = await ask(client, CHECK_IN_DISTANCES, {
      posting: posting.id,
      month,
      before: shiftMonth(month, -1),
    });
    const days = [...(found?.earlier ?? []), ...(found?.attendanceDays ?? [])];
    return distancesOf(days, shiftDay(today, -SINCE_DAYS));
  }, [client, posting.id, today]);
  const { value, words, again } = useReading(read);
  return (
    <li className={styles.person}>
      <p>
        <b>{posting.cadre.name}</b> <span className={item.note}>{value ? summary(value) : (words ?? '正在读取…')}</span>
        {words !== undefined && (
          <button type="button" className={styles.link} onClick={again}>
            重新读取
          </button>
        )}
      </p>
      {value && value.metres.length > 0 && <Scale name={posting.cadre.name} metres={value.metres} />}
    </li>
  );
}

function summary({ count, inside, outside, unknown, farthest }: Distances): string {
  if (count === 0) return `最近 ${SINCE_DAYS} 天没有签到`;
  const parts = [
    `最近 ${SINCE_DAYS} 天签到 ${count} 次`,
    inside > 0 ? `范围内 ${inside} 次` : null,
    outside > 0 ? `范围外 ${outside} 次` : null,
    unknown > 0 ? `没有定位或当时没有范围 ${unknown} 次` : null,
    farthest ? `最远离范围 ${metres(farthest.metres)}（${farthest.day}）` : null,
  ];
  return parts.filter((part) => part !== null).join('，');
}

/** Each check-in a mark, from inside the fence at the left to far away at the right. */
function Scale({ name, metres: distances }: { name: string; metres: readonly number[] }) {
  return (
    <svg className={styles.scale} viewBox="0 0 300 34" role="img" aria-label={`${name}各次签到离范围的距离`}>
      <rect x="0" y="0" width="36" height="18" />
      <path d="M0 18H300" />
      <text x="18" y="31" textAnchor="middle">
        范围内
      </text>
      {TICKS.map((tick) => (
        <g key={tick}>
          <path d={`M${xOf(tick)} 14V22`} />
          <text x={xOf(tick)} y="31" textAnchor="middle">
            {metres(tick)}
          </text>
        </g>
      ))}
      {distances.map((distance, index) => (
        <circle key={index} cx={distance === 0 ? 4 + ((index * 7) % 28) : xOf(distance)} cy="9" r="3.5" />
      ))}
    </svg>
  );
}

function xOf(distance: number): number {
  return 36 + (Math.log10(Math.min(Math.max(distance, 1), MOST)) / Math.log10(MOST)) * 260;
}
