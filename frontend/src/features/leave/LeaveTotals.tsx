import { useCallback } from 'react';
import { useClient } from 'urql';
import type { LeaveKind } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { Lines } from '../../shared/Lines';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { LEAVE_NAMES } from '../../shared/words';
import styles from './Desk.module.css';
import { LEAVE_TOTALS } from './operations';
import { daysTitle } from './stretch';
import { isKind } from './terms';

interface Props {
  regionCode: string | null;
  from: Day;
  to: Day;
  kind: LeaveKind | null;
  chooseKind: (kind: LeaveKind | null) => void;
  choosePlace: (code: string) => void;
}

/** Leave of a period by kind and by the places below; each line opens what is behind it. */
export function LeaveTotals({ regionCode, from, to, kind, chooseKind, choosePlace }: Props) {
  const client = useClient();
  const read = useCallback(
    () => ask(client, LEAVE_TOTALS, { regionCode, kind, from, to }),
    [client, regionCode, kind, from, to],
  );
  const { value, words, again } = useReading(read);
  const places = value?.leavePlaces ?? [];
  return (
    <div className={`${page.board ?? ''} ${styles.totals ?? ''}`}>
      <section className="panel" aria-label="按类别">
        <div className={page.head}>
          <h2>按类别</h2>
          <p>{kind === null ? '点一类只看这一类' : '再点一次看全部'}</p>
        </div>
        <State value={value} words={words} again={again} none={value?.leaveTotals.length === 0} />
        <Lines
          className={styles.lines}
          lines={value?.leaveTotals.map((total) => ({ ...total, key: total.kind })) ?? []}
          chosen={kind}
          choose={(key) => {
            chooseKind(isKind(key) && key !== kind ? key : null);
          }}
          cells={(total) => <Figures title={LEAVE_NAMES[total.kind]} total={total} />}
        />
      </section>
      <section className="panel" aria-label="按地方">
        <div className={page.head}>
          <h2>按地方</h2>
          <p>{kind === null ? '点一处看下一级' : `${LEAVE_NAMES[kind]} · 点一处看下一级`}</p>
        </div>
        <State value={value} words={words} again={again} none={places.length === 0} />
        <Lines
          className={styles.lines}
          lines={places.map((place) => ({ ...place, key: place.regionCode, own: place.regionCode === regionCode }))}
          choose={choosePlace}
          cells={(place) => (
            <Figures title={place.own && place.key.length < VILLAGE ? `${place.name}本级` : place.name} total={place} />
          )}
        />
      </section>
    </div>
  );
}

const VILLAGE = 12;

interface StateProps {
  value: object | undefined;
  words: string | undefined;
  again: () => void;
  none: boolean;
}

function State({ value, words, again, none }: StateProps) {
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (value === undefined) return <Loading rows={4} label="正在读取合计" />;
  return none ? <Empty title="这段时间没有">没有批准的，也没有在等审批的。</Empty> : null;
}

interface Total {
  requests: number;
  people: number;
  days: string;
  waiting: number;
}

function Figures({ title, total }: { title: string; total: Total }) {
  return (
    <>
      <span>
        {title}
        {total.waiting > 0 && <small>另有 {total.waiting} 次等待审批</small>}
      </span>
      <span>
        {total.people} 人 {total.requests} 次
      </span>
      <span>{daysTitle(total.days)}</span>
    </>
  );
}
