import { Button } from 'antd';
import { civilDay, dayTitle, monthOf, shiftMonth } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { type Board, boardLines, firstWaiting, handWords, overdueDays, overdueWords, sinceWords } from './board';
import styles from './Board.module.css';
import { type Act, nextAct, type Rights, takenBy } from './next';
import type { MonthRow } from './rows';

interface Props {
  board: Board;
  rows: MonthRow[];
  rights: Rights;
  /** Whether the month is over. */
  ended: boolean;
  begin: (act: Act, rows: MonthRow[]) => void;
}

const TITLES: Record<Act, (count: number) => string> = {
  total: (count) => `${count} 人的月表等您统计`,
  sign: (count) => `${count} 张月表等您签字`,
  seal: (count) => `${count} 张月表书记已签字，等您盖章`,
  verify: (count) => `${count} 张月表等您查验`,
  reopen: () => '',
};
const BUTTONS: Record<Act, (count: number) => string> = {
  total: () => '统计本月',
  sign: (count) => `签字 ${count} 张`,
  seal: (count) => `盖章 ${count} 张`,
  verify: (count) => `查验 ${count} 张`,
  reopen: () => '',
};

const VERIFYING = '乡镇已签字盖章；核对与签字认定的一致，就查验，有问题的选中后退回重开。';

/** The township's next step: one button where it is the person's own, and otherwise whose it is and since when. */
export function Turn({ board, rows, rights, ended, begin }: Props) {
  const today = civilDay();
  const next = nextAct(rows, rights, ended);
  const line = boardLines(board, board.townships[0]?.townshipCode ?? '', new Map())[0];
  const waiting = line && firstWaiting(line);
  const late = overdueDays(board.counts, board.dueOn, today);
  const lateNote = board.counts.overdue > 0 && (
    <span className={item.late}>
      逾期 {late} 天。{overdueWords(board.counts, board.dueOn)}。
    </span>
  );
  if (next) {
    return (
      <div className={`panel ${styles.turn ?? ''}`} role="region" aria-label="下一步">
        <p>
          <b>{TITLES[next.act](next.rows.length)}</b>
          {next.act === 'total' && <Missing rows={rows} />}
          {lateNote || <span>{next.act === 'verify' ? VERIFYING : `最迟${dayTitle(board.dueOn)}盖章。`}</span>}
        </p>
        <Button
          type="primary"
          size="large"
          onClick={() => {
            begin(next.act, next.rows);
          }}
        >
          {BUTTONS[next.act](next.rows.length)}
        </Button>
      </div>
    );
  }
  const early = !ended && rights.has('total');
  return (
    <div className={styles.others} role="region" aria-label="下一步">
      <p>
        {waiting ? (
          <>
            {ended ? handWords(waiting) : `本月还没有结束，${dayTitle(`${shiftMonth(monthOf(today), 1)}-01`)}起统计`}
            {ended && ` ${waiting.sheets} 张（${sinceWords(waiting.since, today)}）`}。
          </>
        ) : (
          <>
            <Mark tone="good">已查验</Mark> {board.counts.postings} 张月表都已查验。
          </>
        )}
        {early && <Missing rows={rows} />}
        {lateNote}
      </p>
      {(early || (rights.has('total') && takenBy('sign', rows).length > 0)) && (
        <Button
          onClick={() => {
            begin('total', rows);
          }}
        >
          {early ? '先统计一次' : '重新统计'}
        </Button>
      )}
    </div>
  );
}

/** What is not there yet: days without anything, and days on duty without a log. */
function Missing({ rows }: { rows: readonly MonthRow[] }) {
  const blank = rows.filter((row) => row.blank.length > 0);
  const unlogged = rows.filter((row) => row.unlogged.length > 0);
  if (blank.length + unlogged.length === 0) return <span>每个工作日都有记录，到岗的日子都有日志。</span>;
  const days = (some: readonly MonthRow[], of: 'blank' | 'unlogged') => some.reduce((sum, row) => sum + row[of].length, 0);
  return (
    <span>
      {blank.length > 0 && `${blank.length} 人有 ${days(blank, 'blank')} 个工作日什么也没有记；`}
      {unlogged.length > 0 && `${unlogged.length} 人缺 ${days(unlogged, 'unlogged')} 篇日志；`}
      在下面点“要留意”看是谁、哪天。
    </span>
  );
}
