import { Segmented } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { clockTime, type Day, dayTitle } from '../../shared/days';
import shared from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import type { Put } from '../../shared/useAddress';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import { may, useSession } from '../session/session';
import { type Area, aroundOf } from './areas';
import styles from './Day.module.css';
import { DayPeople } from './DayPeople';
import { DayPlaces } from './DayPlaces';
import { DayTiles } from './DayTiles';
import { isOpen } from './destinations';
import { WHEREABOUTS_FIGURES } from './operations';
import { OverduePanel } from './OverduePanel';
import { SheetsPanel } from './SheetsPanel';
import { UnitSheets } from './UnitSheets';
import { useFresh } from './useFresh';
import { dayWords, type Figures, isState, shownAs, type State } from './whereabouts';

const COUNTY_DIGITS = 6;
const BELOW: Readonly<Record<number, string>> = { 2: '市', 4: '县（市、区）', 6: '乡镇' };

interface Props {
  area: Area;
  day: Day;
  today: Day;
  parameters: URLSearchParams;
  /** Whether the area is one of several, so that other pages have to be told which. */
  several: boolean;
  put: Put;
}

/** A day of a place: who was where, which sheets wait for whose hand, and what is overdue and why. */
export function DayHome({ area, day, today, parameters, several, put }: Props) {
  const { viewer } = useSession();
  const client = useClient();
  const top = area.regionCode;
  const asked = parameters.get('place');
  const code = asked !== null && top !== null && asked.startsWith(top) ? asked : top;
  const looked = useLooked(area, code);
  const chosen = parameters.get('state');
  const state = isState(chosen) ? chosen : null;
  const read = useCallback(
    async () => (await ask(client, WHEREABOUTS_FIGURES, { regionCode: code, day })).whereaboutsFigures,
    [client, code, day],
  );
  const { value: figures, words, again } = useFresh(`${code ?? ''} ${day}`, read);
  const around: Record<string, string> = several ? { area: area.key } : {};
  const own = aroundOf(area, viewer.tenant.name);
  return (
    <>
      {code !== top && (
        <PlaceHead
          area={area}
          looked={looked}
          open={(place) => {
            put({ place, state: null, list: null });
          }}
        />
      )}
      <p className={styles.read} aria-live="off">
        {dayTitle(day)} {figures && dayWords(figures)}
        {figures && ` · ${clockTime(figures.readAt)} 读取，自动更新`}
        {figures && words !== undefined && ` · 刚才没有更新成功：${words}`}
      </p>
      {!figures && (
        <div className="panel">
          {words === undefined ? <Loading rows={3} label="正在读取当天情况" /> : <Failure words={words} retry={again} />}
        </div>
      )}
      {figures && (
        <DayTiles
          figures={figures}
          chosen={state}
          choose={(picked) => {
            put({ state: picked });
          }}
        />
      )}
      <div className={styles.board}>
        <div className={styles.main}>
          {!figures && words === undefined && (
            <div className="panel">
              <Loading rows={8} label="正在读取名单" />
            </div>
          )}
          {figures && (
            <Main
              figures={figures}
              code={code}
              state={state}
              people={parameters.get('list') === 'people'}
              around={code === top ? own : looked.around}
              put={put}
            />
          )}
        </div>
        <div className={styles.side}>
          {isOpen(viewer, '/months') &&
            (code === null ? (
              <UnitSheets around={around} today={today} />
            ) : (
              <SheetsPanel key={`sheets-${code}`} regionCode={code} around={around} today={today} />
            ))}
          {may(viewer, 'duty:read') && <OverduePanel key={`overdue-${code ?? ''}`} regionCode={code} around={around} today={today} />}
        </div>
      </div>
    </>
  );
}

interface MainProps {
  figures: Figures;
  code: string | null;
  state: State | null;
  people: boolean;
  around: string;
  put: Put;
}

/** By place where there are places below, or one by one: of everybody, or of those whom a number stands for. */
function Main({ figures, code, state, people, around, put }: MainProps) {
  const called = code === null ? undefined : BELOW[code.length];
  const byPlace = called !== undefined && code !== null && code.length <= COUNTY_DIGITS;
  const listed = !byPlace || people || state !== null;
  if (figures.counts.inPost === 0) {
    return (
      <div className="panel">
        <Empty title="当天没有在任的选派干部">可以换一天，或换一个地方看。</Empty>
      </div>
    );
  }
  return (
    <section className="panel" aria-label="谁在哪里">
      <div className={shared.head}>
        <h2>{state === null ? '谁在哪里' : `${shownAs(state).name}的人`}</h2>
        {byPlace && (
          <Segmented
            size="small"
            aria-label="怎么列"
            value={listed ? 'people' : 'places'}
            options={[
              { value: 'places', label: `按${called}` },
              { value: 'people', label: '按人' },
            ]}
            onChange={(chosen) => {
              put(chosen === 'people' ? { list: 'people' } : { list: null, state: null });
            }}
          />
        )}
      </div>
      {listed ? (
        <DayPeople key={`${code ?? ''} ${figures.day} ${state ?? ''}`} regionCode={code} day={figures.day} state={state} around={around} />
      ) : (
        <DayPlaces
          figures={figures}
          at={code}
          called={called}
          open={(place) => {
            put({ place, state: null, list: null });
          }}
        />
      )}
    </section>
  );
}
