import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { Clause } from '../../shared/Clause';
import { type Day, dayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import styles from './Detail.module.css';
import { presenceWords } from './judgement';
import { PRESENCE_OF_ONE } from './operations';
import type { Presence } from './rows';

const MOST_DAYS = 5;

interface Props {
  postingId: string;
  on: Day;
  /** The verdicts that are shown. */
  of: readonly Presence[];
}

/** Verdicts of norms one under the other, each with its reason, its clause and what does not count. */
export function VerdictList({ postingId, on, of }: Props) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, PRESENCE_OF_ONE, { postingId, on })).postingPresence.verdicts,
    [client, postingId, on],
  );
  const { value, words: failed, again } = useReading(read);
  if (failed !== undefined) return <Failure words={failed} retry={again} />;
  if (value === undefined) return <Loading rows={3} label="正在读取判定" />;
  const wanted = new Set(of.map(keyOf));
  const verdicts = value.filter((one) => wanted.has(keyOf(one)));
  return (
    <ul className={styles.verdicts}>
      {verdicts.map((one) => {
        const { words, tone } = presenceWords(one);
        return (
          <li key={keyOf(one)}>
            <p className={styles.verdictHead}>
              <b>
                {one.title} · {one.period}
              </b>
              <span className="numeric">
                {Number(one.measured)} / {one.required} {one.measure === 'NIGHTS' ? '晚' : '天'}
              </span>
              <Mark {...(tone && { tone })}>{words}</Mark>
              {one.soft && <span className={item.note}>仅提示</span>}
            </p>
            <p>{one.reason}</p>
            {!one.possible && <p className={item.note}>这项要求本期没有人能做到，只作说明。</p>}
            <Clause words={one.words} document={one.document} reference={one.reference} />
            {one.notCounted.map((left) => (
              <p key={left.reason} className={item.note}>
                没有计入 {daysWords(left.days)}：{left.reason}
              </p>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

/** What tells a verdict of one person from the others. */
export function keyOf({ matter, cadence, period }: Presence): string {
  return `${matter} ${cadence} ${period}`;
}

function daysWords(days: readonly Day[]): string {
  const told = days.slice(0, MOST_DAYS).map(dayTitle).join('、');
  return days.length > MOST_DAYS ? `${told} 等 ${days.length} 天` : told;
}
