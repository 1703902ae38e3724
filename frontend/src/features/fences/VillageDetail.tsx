import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty } from '../../shared/States';
import { AddFence } from './AddFence';
import { DistanceLine } from './DistanceLine';
import type { Shape } from './drawing';
import { EndFence } from './EndFence';
import { FenceItem } from './FenceItem';
import styles from './Fences.module.css';
import { Sketch } from './Sketch';
import { type Fence, standing, type Village } from './villages';

interface Props {
  village: Village;
  name: string;
  today: Day;
  /** After a fence was drawn or ended. */
  changed: () => void;
  /** The way back to the list, where that is not beside it. */
  back?: () => void;
}

/** One village: its fences drawn and in words, and how far its people's check-ins were from them. */
export function VillageDetail({ village, name, today, changed, back }: Props) {
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Fence>();
  const drawn = village.fences.map((fence) => ({
    ...shapeOfFence(fence),
    name: fence.name,
    faint: standing(fence, today) !== 'now',
  }));
  return (
    <section className="panel" aria-label={name}>
      <div className={page.head}>
        <h2>{name}</h2>
        <div className={styles.acts}>
          {back && <Button onClick={back}>回到列表</Button>}
          <Button
            type="primary"
            onClick={() => {
              setAdding(true);
            }}
          >
            划定签到范围
          </Button>
        </div>
      </div>
      {village.fences.length === 0 && (
        <Empty title="还没有签到范围">没有范围时签到照收，只是量不出离村多远。</Empty>
      )}
      {village.fences.length > 0 && (
        <div className={styles.drawn}>
          <Sketch shapes={drawn} />
          <ul aria-label="签到范围">
            {village.fences.map((fence) => (
              <FenceItem
                key={fence.id}
                fence={fence}
                today={today}
                end={() => {
                  setEnding(fence);
                }}
              />
            ))}
          </ul>
        </div>
      )}
      {village.people.length > 0 && (
        <div className={styles.part}>
          <h3>签到离范围多远</h3>
          <ul>
            {village.people.map((posting) => (
              <DistanceLine key={posting.id} posting={posting} />
            ))}
          </ul>
        </div>
      )}
      {village.ended.length > 0 && (
        <details className={styles.part}>
          <summary>已停用的 {village.ended.length} 个</summary>
          <ul>
            {village.ended.map((fence) => (
              <FenceItem key={fence.id} fence={fence} today={today} />
            ))}
          </ul>
        </details>
      )}
      {adding && (
        <AddFence
          regionCode={village.code}
          placeName={name}
          people={village.people}
          done={() => {
            setAdding(false);
            changed();
          }}
          close={() => {
            setAdding(false);
          }}
        />
      )}
      {ending && (
        <EndFence
          fence={ending}
          done={() => {
            setEnding(undefined);
            changed();
          }}
          close={() => {
            setEnding(undefined);
          }}
        />
      )}
    </section>
  );
}

function shapeOfFence({ kind, latitude, longitude, radiusM, vertices }: Fence): Shape {
  if (kind === 'POLYGON') return { vertices: (vertices ?? []).map(([lat = 0, lon = 0]) => [lat, lon] as const) };
  return { centre: [latitude ?? 0, longitude ?? 0], radiusM: radiusM ?? 0 };
}
