import { Button } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, dayTitle } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { useSession } from '../session/session';
import { type Board, boardLines, type BoardLine, countOf, type Filter, isFilter } from './board';
import styles from './Board.module.css';
import { BoardLines } from './BoardLines';
import { MONTH_BOARD, PLACES_BELOW } from './operations';
import { rightsIn } from './rights';
import { Stages } from './Stages';
import { STEPS } from './terms';

const COUNTY_DIGITS = 6;
const PROVINCE_DIGITS = 2;

interface Props {
  regionCode: string;
  month: string;
  filter: string | null;
  choose: (place: string) => void;
  narrow: (filter: Filter | null) => void;
}

/** A county, a city or the province: one line a place below it, with whose hand its sheets wait for. */
export function BoardView({ regionCode, month, filter, choose, narrow }: Props) {
  const client = useClient();
  const read = useCallback(async () => {
    const level = regionCode.length === PROVINCE_DIGITS ? ('CITY' as const) : ('COUNTY' as const);
    const [{ monthPage }, places] = await Promise.all([
      ask(client, MONTH_BOARD, { regionCode, month }),
      regionCode.length < COUNTY_DIGITS ? ask(client, PLACES_BELOW, { regionCode, level }) : undefined,
    ]);
    return { board: monthPage, names: new Map(places?.regions.nodes.map(({ code, name }) => [code, name])) };
  }, [client, regionCode, month]);
  const { value, words, again } = useReading(read);
  const chosen = isFilter(filter) ? filter : null;
  if (words !== undefined || value === undefined) {
    return (
      <div className="panel">
        {words === undefined ? <Loading rows={7} label="正在读取月表" /> : <Failure words={words} retry={again} />}
      </div>
    );
  }
  if (value.board.counts.postings === 0) {
    return (
      <div className="panel">
        <Empty title="这个月没有在任的选派干部">可用右上角换一个月份。</Empty>
      </div>
    );
  }
  const lines = boardLines(value.board, regionCode, value.names);
  const shown = chosen === null ? lines : lines.filter((line) => countOf(line.counts, chosen) > 0);
  return (
    <>
      <Turn board={value.board} lines={lines} choose={choose} />
      <Stages counts={value.board.counts} chosen={chosen} choose={narrow} />
      <section className={`panel ${page.section ?? ''}`} aria-label="各地月表">
        <div className={page.head}>
          <h2>{regionCode.length === COUNTY_DIGITS ? '各乡镇' : regionCode.length === PROVINCE_DIGITS ? '各市' : '各县（市、区）'}</h2>
          <p>
            {chosen === null ? `最迟${dayTitle(value.board.dueOn)}盖章` : `只看${chosen === 'DONE' ? '已查验' : chosen === 'OVERDUE' ? '逾期' : STEPS[chosen].name}的 ${shown.length} 处`}
          </p>
        </div>
        {shown.length === 0 && <Empty title="没有这样的地方">再点一次上面的数字看全部。</Empty>}
        <BoardLines lines={shown} dueOn={value.board.dueOn} today={civilDay()} choose={choose} />
      </section>
    </>
  );
}

/** What the person has to do next, if anything; otherwise what others are at. */
function Turn({ board, lines, choose }: { board: Board; lines: readonly BoardLine[]; choose: (place: string) => void }) {
  const { viewer } = useSession();
  const mine = board.waiting.filter(
    ({ step, townshipCode }) => step === 'VERIFY' && rightsIn(viewer, townshipCode).has('verify'),
  );
  const [first] = mine;
  const { counts } = board;
  if (first) {
    const sheets = mine.reduce((sum, one) => sum + one.sheets, 0);
    const name = board.townships.find((one) => one.townshipCode === first.townshipCode)?.townshipName ?? '';
    return (
      <div className={`panel ${styles.turn ?? ''}`} role="region" aria-label="下一步">
        <p>
          <b>
            {mine.length} 个乡镇的 {sheets} 张月表等您查验
          </b>
          <span>乡镇已签字盖章；核对与签字认定的一致，就查验，有问题的退回重开。</span>
        </p>
        <Button
          type="primary"
          size="large"
          onClick={() => {
            choose(first.townshipCode);
          }}
        >
          查验{name}
        </Button>
      </div>
    );
  }
  const late = lines.filter((line) => line.counts.overdue > 0).length;
  const words =
    counts.verified === counts.postings
      ? `${counts.postings} 张月表都已查验。`
      : counts.overdue > 0
        ? `现在没有等您办的；${late} 处有 ${counts.overdue} 张逾期，在等下面的人办理。`
        : '现在没有等您办的。';
  return <p className={styles.calmTurn}>{words}</p>;
}
