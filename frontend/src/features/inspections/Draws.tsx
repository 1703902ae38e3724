import { Button } from 'antd';
import { useState } from 'react';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { useSession } from '../session/session';
import { DrawDialog } from './DrawDialog';
import { HowDrawn } from './HowDrawn';
import styles from './Inspections.module.css';
import type { Inspection } from './planning';
import type { Draw } from './route';
import { DRAWS } from './terms';

interface Props {
  inspection: Inspection;
  draws: readonly Draw[];
  open: boolean;
  changed: () => void;
}

/** Whom and what the lot fell on, the route in its order, and how anyone can draw it again. */
export function Draws({ inspection, draws, open, changed }: Props) {
  const [drawing, setDrawing] = useState(false);
  return (
    <section className={`panel ${styles.section ?? ''}`} aria-label="抽样">
      <div className={page.head}>
        <h2>抽样</h2>
        {open && (
          <Button
            onClick={() => {
              setDrawing(true);
            }}
          >
            抽样
          </Button>
        )}
      </div>
      {draws.length === 0 && (
        <Empty title="没有抽样">{open ? '按比例或人数抽人，或抽出一条随机路线；一处只抽一次，不能重抽。' : undefined}</Empty>
      )}
      {draws.map((draw) => (
        <Drawn key={draw.id} draw={draw} around={inspection.placeName} />
      ))}
      {drawing && (
        <DrawDialog
          inspection={inspection}
          done={() => {
            setDrawing(false);
            changed();
          }}
          close={() => {
            setDrawing(false);
          }}
        />
      )}
    </section>
  );
}

function Drawn({ draw, around }: { draw: Draw; around: string }) {
  const { viewer } = useSession();
  const people = draw.kind === 'CADRES';
  return (
    <div className={styles.draw}>
      <h3>
        {DRAWS[draw.kind].name}：{placeWithin(draw.placeName, viewer.tenant.name)}，抽中 {draw.size} {DRAWS[draw.kind].unit}
      </h3>
      <ol className={styles.route} aria-label="随机路线">
        {draw.route.map((code, at) => {
          const there = draw.members.filter((member) => (member.regionCode ?? member.key) === code);
          const names = there.flatMap(({ posting }) => posting?.cadre.name ?? []);
          return (
            <li key={code}>
              <b>{placeWithin(draw.routeNames[at] ?? code, around)}</b>
              {people && <span className={item.note}>{names.join('、')}</span>}
              {draw.kind === 'HOUSEHOLDS' && (
                <span className={item.note}>
                  {there
                    .map(({ key, rank }) => (/^\d+$/.test(key) ? `${key}号户` : `第${rank}户`))
                    .join('、')}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <HowDrawn draw={draw} />
    </div>
  );
}
