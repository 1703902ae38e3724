import { Button } from 'antd';
import { useId, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { fullDayTitle, momentTitle } from '../../shared/days';
import { wordsOfThrown } from '../../shared/failure';
import item from '../../shared/Item.module.css';
import styles from './Inspections.module.css';
import { DRAW_POPULATION } from './operations';
import { ALGORITHM, drawAgain, same } from './recomputing';
import type { Draw } from './route';
import { DRAWS } from './terms';

/** The seed, the steps, and drawing it again in this browser before everybody's eyes. */
export function HowDrawn({ draw }: { draw: Draw }) {
  const [open, setOpen] = useState(false);
  const detail = useId();
  return (
    <div>
      <Button
        size="small"
        aria-expanded={open}
        aria-controls={detail}
        onClick={() => {
          setOpen(!open);
        }}
      >
        怎么抽的
      </Button>
      <div id={detail} hidden={!open} className={styles.how}>
        {open && <Steps draw={draw} />}
      </div>
    </div>
  );
}

interface Recount {
  population: readonly string[];
  agrees: boolean | undefined;
}

function Steps({ draw }: { draw: Draw }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();
  const [recount, setRecount] = useState<Recount>();
  const { unit } = DRAWS[draw.kind];
  const recompute = async () => {
    setBusy(true);
    setWords(undefined);
    try {
      const { node } = await ask(client, DRAW_POPULATION, { id: draw.id });
      const population = node && 'population' in node ? node.population : [];
      const drawn = draw.members.map(({ key }) => key);
      const again = window.isSecureContext ? await drawAgain(draw.seed, population, drawn.length) : undefined;
      setRecount({ population, agrees: again && same(again, drawn) });
    } catch (thrown) {
      setWords(wordsOfThrown(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <dl className={item.facts}>
        <dt>种子</dt>
        <dd className={styles.seed}>{draw.seed}</dd>
        <dt>来历</dt>
        <dd>
          {draw.seedGiven ? '由抽样的人填写' : '系统随机生成，事先谁也不知道'}，{momentTitle(draw.drawnAt)}抽取
        </dd>
        <dt>总体</dt>
        <dd>
          {fullDayTitle(draw.reckonedOn)}{draw.kind === 'CADRES' ? '在任的全部人员' : '在册的全部'}，名单随抽样冻结
          {draw.percent !== null && `；按 ${Number(draw.percent)}% 抽，不足一个进位`}
        </dd>
      </dl>
      {draw.algorithm === ALGORITHM ? (
        <ol className={styles.steps}>
          <li>把种子和每个编号首尾相接，如“种子”＋“编号”，中间什么也不加。</li>
          <li>对每一串求 SHA-256，得到 64 位十六进制数。</li>
          <li>按这个数由小到大排，取前 {draw.size} {unit}，就是抽中的，次序也由此定。</li>
          <li>路线：把抽中的各村区划代码同样接在种子后求 SHA-256，由小到大就是先后。</li>
        </ol>
      ) : (
        <p>算法：{draw.algorithm}</p>
      )}
      {draw.algorithm === ALGORITHM && (
        <Button loading={busy} onClick={recompute}>
          现场复算
        </Button>
      )}
      {words !== undefined && <p role="alert">{words}</p>}
      {recount && (
        <>
          <p role="status" className={recount.agrees === false ? item.late : styles.agrees}>
            {recount.agrees === undefined && '这个网页没有用加密连接，浏览器不肯计算；可按上面的步骤自行复算。'}
            {recount.agrees === true && `本机已从总体 ${recount.population.length} 个重新抽过，结果一致。`}
            {recount.agrees === false && '本机重新抽的结果与留存的不一致，请报告上级核查。'}
          </p>
          <details>
            <summary>总体的编号（{recount.population.length} 个）</summary>
            <p className={styles.seed}>{recount.population.join('\n')}</p>
          </details>
        </>
      )}
    </>
  );
}
