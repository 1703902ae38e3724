import { useCallback } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { type Day, dayTitle, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { Mark } from '../../shared/Mark';
import shared from '../../shared/Page.module.css';
import { Failure, Loading } from '../../shared/States';
import { type BoardLine, firstWaiting, handWords, overdueDays, overdueWords, sinceWords } from '../months/board';
import { MONTH_BOARD, PLACES_BELOW } from '../months/operations';
import { rightsIn } from '../months/rights';
import { STEPS } from '../months/terms';
import { useSession } from '../session/session';
import styles from './Day.module.css';
import { monthWords, openMonths, type OpenMonth } from './sheetsWaiting';
import { useFresh } from './useFresh';

const COUNTY_DIGITS = 6;
const PROVINCE_DIGITS = 2;
const MOST_LINES = 3;

interface Props {
  regionCode: string;
  /** What else stands in the address of the page on months. */
  around: Record<string, string>;
  today: Day;
}

/** Which sheets of the last month and this one wait for whose hand, since when, and whether that is late. */
export function SheetsPanel({ regionCode, around, today }: Props) {
  const client = useClient();
  const present = monthOf(today);
  const read = useCallback(async () => {
    const level = regionCode.length === PROVINCE_DIGITS ? ('CITY' as const) : ('COUNTY' as const);
    const months = [shiftMonth(present, -1), present];
    const [places, ...boards] = await Promise.all([
      regionCode.length < COUNTY_DIGITS ? ask(client, PLACES_BELOW, { regionCode, level }) : undefined,
      ...months.map(async (month) => ({ month, board: (await ask(client, MONTH_BOARD, { regionCode, month })).monthPage })),
    ]);
    return { boards, names: new Map(places?.regions.nodes.map(({ code, name }) => [code, name])) };
  }, [client, regionCode, present]);
  const { value, words, again } = useFresh(`${regionCode} ${present}`, read, 5);
  return (
    <section className="panel" aria-label="月表在等谁">
      <div className={shared.head}>
        <h2>月表在等谁</h2>
        <Link to={to(around, regionCode)}>看全部</Link>
      </div>
      {!value && (words === undefined ? <Loading rows={4} label="正在读取月表" /> : <Failure words={words} retry={again} />)}
      {value && <Months months={openMonths(value.boards, regionCode, value.names, today)} around={around} today={today} />}
    </section>
  );
}

function Months({ months, around, today }: { months: OpenMonth[]; around: Record<string, string>; today: Day }) {
  const running = monthTitle(monthOf(today));
  if (months.length === 0) {
    return <p className={styles.calm}>上月的月表都已查验。{running}还没有结束，月末后由乡镇统计。</p>;
  }
  return months.map((one) => (
    <div key={one.month} className={styles.month}>
      <p className={styles.monthHead}>
        {monthWords(one)}；最迟{dayTitle(one.board.dueOn)}盖章
      </p>
      <ul>
        {one.lines.slice(0, MOST_LINES).map((line) => (
          <Waiting key={line.code} line={line} month={one} around={around} today={today} />
        ))}
      </ul>
      {one.lines.length > MOST_LINES && (
        <p className={styles.rest}>
          <Link to={to({ ...around, month: one.month })}>另有 {one.lines.length - MOST_LINES} 处在等</Link>
        </p>
      )}
    </div>
  ));
}

interface WaitingProps {
  line: BoardLine;
  month: OpenMonth;
  around: Record<string, string>;
  today: Day;
}

function Waiting({ line, month: { month, board }, around, today }: WaitingProps) {
  const { viewer } = useSession();
  const waiting = firstWaiting(line);
  if (waiting === undefined) return null;
  const mine = rightsIn(viewer, waiting.townshipCode).has(STEPS[waiting.step].right);
  const late = overdueDays(line.counts, board.dueOn, today);
  return (
    <li>
      <Link className={styles.wait} to={to({ ...around, month }, line.code)}>
        <span className={styles.waitHead}>
          <b>{line.name}</b>
          {late > 0 && (
            <span title={overdueWords(line.counts, board.dueOn)}>
              <Mark tone="late">逾期 {late} 天</Mark>
            </span>
          )}
        </span>
        <span>
          {line.townships > 1 ? told(line) : `${handWords(waiting, mine)} ${waiting.sheets} 张，${sinceWords(waiting.since, today)}`}
        </span>
      </Link>
    </li>
  );
}

/** Of several townships only how many sheets wait for which step. */
function told({ waiting, townships }: BoardLine): string {
  const steps = new Map<keyof typeof STEPS, number>();
  for (const { step, sheets } of waiting) steps.set(step, (steps.get(step) ?? 0) + sheets);
  return `${townships} 个乡镇：${[...steps].map(([step, sheets]) => `${STEPS[step].name} ${sheets} 张`).join('，')}`;
}

function to(given: Record<string, string>, place?: string): string {
  const parameters = new URLSearchParams({ ...given, ...(place !== undefined && { place }) }).toString();
  return parameters === '' ? '/months' : `/months?${parameters}`;
}
