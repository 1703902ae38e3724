import { useCallback, useRef } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import styles from './Cases.module.css';
import { Counts } from './Counts';
import { kindLines, placeLines, total } from './figures';
import type { Filter, Put } from './filter';
import { LeadList } from './LeadList';
import { LEAD_FIGURES } from './operations';

export interface ListProps {
  regionCode: string | null;
  placeName: string;
  around: string;
  filter: Filter;
  put: Put;
  today: Day;
}

/** The leads of a place: what waits by kind and by the places below it, and one by one. */
export function LeadBoard(props: ListProps) {
  const { regionCode, filter, put } = props;
  const client = useClient();
  const narrow = useNarrow();
  const list = useRef<HTMLDivElement>(null);
  const read = useCallback(
    async () => (await ask(client, LEAD_FIGURES, { regionCode })).leadFigures,
    [client, regionCode],
  );
  const { value: figures, words, again } = useReading(read);
  const choose = (changes: Parameters<Put>[0]) => {
    put({ state: null, ...changes });
    // On a phone the list lies below the fold.
    if (narrow) list.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  };
  const places = figures ? placeLines(figures, filter.kind, regionCode) : [];
  const below = places.some((line) => line.own !== true);
  return (
    <>
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !figures && (
        <div className="panel">
          <Loading rows={4} label="正在读取线索的数目" />
        </div>
      )}
      {figures && figures.length > 0 && (
        <>
          <Sum {...total(figures)} />
          <div className={below ? page.board : ''}>
            <section className="panel" aria-label="按种类">
              <div className={page.head}>
                <h2>按种类</h2>
                <p>{filter.kind === null ? '点一种只看这一种' : '再点一次看全部'}</p>
              </div>
              <Counts
                lines={kindLines(figures)}
                chosen={filter.kind}
                choose={(key) => {
                  choose({ kind: key === filter.kind ? null : key });
                }}
              />
            </section>
            {below && (
              <section className="panel" aria-label="按地方">
                <div className={page.head}>
                  <h2>按地方</h2>
                  <p>点一处看下一级</p>
                </div>
                <Counts
                  lines={places}
                  choose={(code) => {
                    choose({ place: code });
                  }}
                />
              </section>
            )}
          </div>
        </>
      )}
      <div ref={list} className={styles.list}>
        <LeadList {...props} />
      </div>
    </>
  );
}

function Sum({ open, asked, answered }: { open: number; asked: number; answered: number }) {
  const parts = [
    [open - asked, '条还没有问'],
    [asked - answered, '条等说明'],
    [answered, '条已说明、可以作结论'],
  ] as const;
  return (
    <p className={styles.total}>
      有 <b>{open}</b> 条线索等人核实：
      {parts
        .filter(([count]) => count > 0)
        .map(([count, words]) => `${count} ${words}`)
        .join('，')}
      。
    </p>
  );
}
