import { useCallback } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { type Day, daysBetween } from '../../shared/days';
import shared from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { OVERDUE_DUTIES } from '../duties/operations';
import { dutyLines, placeLines } from '../duties/places';
import styles from './Day.module.css';
import { useFresh } from './useFresh';

const MOST_DUTIES = 3;
const MOST_PLACES = 4;

interface Props {
  regionCode: string | null;
  /** What else stands in the address of the page on duties. */
  around: Record<string, string>;
  today: Day;
}

/** What is overdue: the worst duties with their clause and how long, and the places where most of it is. */
export function OverduePanel({ regionCode, around, today }: Props) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, OVERDUE_DUTIES, { regionCode })).overdueDuties,
    [client, regionCode],
  );
  const { value: found, words, again } = useFresh(regionCode ?? '', read, 5);
  const here: Record<string, string> = regionCode === null ? {} : { place: regionCode };
  return (
    <section className="panel" aria-label="逾期的责任">
      <div className={shared.head}>
        <h2>
          逾期的责任
          {found && found.overdue > 0 && (
            <span className={styles.overdue}>
              {' '}
              <b className="numeric">{found.overdue}</b> 项
            </span>
          )}
        </h2>
        <Link to={to({ ...around, ...here })}>看全部</Link>
      </div>
      {!found && (words === undefined ? <Loading rows={4} label="正在读取逾期的责任" /> : <Failure words={words} retry={again} />)}
      {found && <Worst found={found} regionCode={regionCode} around={around} today={today} />}
    </section>
  );
}

type Found = Parameters<typeof dutyLines>[0];

function Worst({ found, regionCode, around, today }: Props & { found: Found }) {
  const duties = dutyLines(found).filter((line) => line.overdue > 0);
  if (duties.length === 0) {
    const hints = found.hints > 0 ? `另有仅作提示的 ${found.hints} 项。` : '';
    return <p className={styles.calm}>到今天为止没有逾期的责任。{hints}</p>;
  }
  const here: Record<string, string> = regionCode === null ? {} : { place: regionCode };
  const places = placeLines(found, null, regionCode).filter((line) => line.overdue > 0 && line.own !== true);
  return (
    <>
      <ul>
        {duties.slice(0, MOST_DUTIES).map((line) => {
          const said = found.duties.find((one) => one.matter === line.key);
          return (
            <li key={line.key}>
              <Link className={styles.wait} to={to({ ...around, ...here, matter: line.key })}>
                <span className={styles.waitHead}>
                  <b>{line.title}</b>
                  <span className={styles.overdue}>
                    <b className="numeric">{line.overdue}</b> 项
                  </span>
                </span>
                {said && (
                  <span className={styles.note} title={said.words ?? undefined}>
                    最久逾期 {daysBetween(said.since, today)} 天{line.note !== undefined && ` · ${line.note}`}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      {places.length > 0 && (
        <p className={styles.rest}>
          多在：
          {places.slice(0, MOST_PLACES).map((line) => (
            <Link key={line.key} className={styles.placeLink} to={to({ ...around, place: line.key })}>
              {placeWithin(line.title, '')} {line.overdue}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

function to(given: Record<string, string>): string {
  const parameters = new URLSearchParams(given).toString();
  return parameters === '' ? '/duties' : `/duties?${parameters}`;
}
