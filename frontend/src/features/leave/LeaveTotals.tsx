import { useCallback } from 'react';
import { useClient } from 'urql';
import type { LeaveKind } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Leave.module.css';
import { LEAVE_TOTALS } from './operations';
import { daysTitle } from './stretch';
import { KIND_NAMES } from './terms';

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
    <div className={styles.board}>
      <section className="panel" aria-label="按类别">
        <div className={page.head}>
          <h2>按类别</h2>
          <p>{kind === null ? '点一类只看这一类' : '再点一次看全部'}</p>
        </div>
        <State value={value} words={words} again={again} none={value?.leaveTotals.length === 0} />
        <ul>
          {value?.leaveTotals.map((total) => (
            <li key={total.kind}>
              <button
                type="button"
                className={total.kind === kind ? `${styles.line ?? ''} ${styles.chosen ?? ''}` : styles.line}
                aria-pressed={total.kind === kind}
                onClick={() => {
                  chooseKind(total.kind === kind ? null : total.kind);
                }}
              >
                <Figures title={KIND_NAMES[total.kind]} total={total} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel" aria-label="按地方">
        <div className={page.head}>
          <h2>按地方</h2>
          <p>{kind === null ? '点一处看下一级' : `${KIND_NAMES[kind]} · 点一处看下一级`}</p>
        </div>
        <State value={value} words={words} again={again} none={places.length === 0} />
        <ul>
          {places.map((place) => (
            <li key={place.regionCode}>
              {place.regionCode === regionCode ? (
                <div className={styles.line}>
                  <Figures title={place.regionCode.length < VILLAGE ? `${place.name}本级` : place.name} total={place} />
                </div>
              ) : (
                <button
                  type="button"
                  className={styles.line}
                  onClick={() => {
                    choosePlace(place.regionCode);
                  }}
                >
                  <Figures title={place.name} total={place} />
                </button>
              )}
            </li>
          ))}
        </ul>
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
