import { useCallback, useRef } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useNarrow } from '../../shared/useNarrow';
import { useReading } from '../../shared/useReading';
import styles from './Duties.module.css';
import { DUTY_RATES, OVERDUE_DUTIES } from './operations';
import { OverdueLines } from './OverdueLines';
import { OverdueList } from './OverdueList';
import { dutyLines, placeLines } from './places';

interface Props {
  regionCode: string | null;
  placeName: string;
  around: string;
  matter: string | null;
  today: Day;
  choosePlace: (code: string) => void;
  chooseMatter: (matter: string | null) => void;
}

/** What is overdue in a place: by duty, by the places below it, and one by one. */
export function OverdueBoard({ regionCode, placeName, around, matter, today, choosePlace, chooseMatter }: Props) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, OVERDUE_DUTIES, { regionCode })).overdueDuties,
    [client, regionCode],
  );
  const { value: found, words, again } = useReading(read);
  const narrow = useNarrow();
  const list = useRef<HTMLDivElement>(null);
  const rates = useRates(regionCode, matter, today);
  if (words !== undefined) return <Framed failure={words} again={again} />;
  if (!found) return <Framed />;
  if (found.duties.length === 0) {
    return (
      <div className="panel">
        <Empty title="没有逾期的责任">{placeName}到今天为止应完成的责任都已完成，或当地还没有启用规定。</Empty>
      </div>
    );
  }
  const duties = dutyLines(found);
  const duty = duties.find((line) => line.key === matter);
  const lines = placeLines(found, matter, regionCode);
  // A village has nothing below it.
  const places = lines.some((line) => line.own !== true) ? lines : [];
  return (
    <>
      <p className={styles.total}>
        到今天为止逾期未完成 <b className={found.overdue > 0 ? item.late : ''}>{found.overdue}</b> 项
        {found.hints > 0 && `，另有仅作提示的 ${found.hints} 项`}。
      </p>
      <div className={places.length > 0 ? page.board : ''}>
        <section className="panel" aria-label="按责任">
          <div className={page.head}>
            <h2>按责任</h2>
            <p>{matter === null ? '点一项只看这一项' : '再点一次看全部'}</p>
          </div>
          <OverdueLines
            lines={duties}
            chosen={matter}
            choose={(key) => {
              chooseMatter(key === matter ? null : key);
              // On a phone the list lies below the fold.
              if (narrow && key !== matter) list.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
            }}
          />
        </section>
        {places.length > 0 && (
          <section className="panel" aria-label="按地方">
            <div className={page.head}>
              <h2>按地方</h2>
              <p>{duty ? `${duty.title} · 今年完成率` : '点一处看下一级'}</p>
            </div>
            <OverdueLines
              lines={places}
              choose={choosePlace}
              {...(duty && { aside: (key: string) => rates.get(key) })}
            />
          </section>
        )}
      </div>
      <div ref={list} className={styles.list}>
        <OverdueList
          regionCode={regionCode}
          matter={matter}
          title={duty ? `${placeName} · ${duty.title}` : `${placeName} · 全部责任`}
          around={around}
          today={today}
          changed={again}
        />
      </div>
    </>
  );
}

function Framed({ failure, again }: { failure?: string; again?: () => void }) {
  return (
    <div className="panel">
      {failure === undefined ? (
        <Loading rows={7} label="正在读取逾期的责任" />
      ) : (
        <Failure words={failure} {...(again && { retry: again })} />
      )}
    </div>
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

/** This year's rate of the duty in each place next below, as text; nothing while no duty is chosen. */
function useRates(regionCode: string | null, matter: string | null, today: Day): ReadonlyMap<string, string> {
  const client = useClient();
  const read = useCallback(async () => {
    if (regionCode === null || matter === null) return NONE;
    const from = `${today.slice(0, 4)}-01-01`;
    const { dutyRates } = await ask(client, DUTY_RATES, { regionCode, matter, from, to: today });
    return new Map(dutyRates.map((place) => [place.regionCode, place.rate === null ? '—' : `${place.rate}%`]));
  }, [client, regionCode, matter, today]);
  return useReading(read).value ?? NONE;
}
