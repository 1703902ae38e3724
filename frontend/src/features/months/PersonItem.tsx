import { Checkbox } from 'antd';
import { type Day, dayTitle } from '../../shared/days';
import { ExpandableItem } from '../../shared/Expandable';
import item from '../../shared/Item.module.css';
import { Mark } from '../../shared/Mark';
import { placeWithin, ROLE_NAMES } from '../../shared/words';
import { isClosed, judgementOf, needsCare, STAGES } from './judgement';
import styles from './Months.module.css';
import type { MonthRow } from './rows';
import { SheetDetail } from './SheetDetail';

interface Props {
  row: MonthRow;
  month: string;
  around: string;
  /** Whether it is chosen; undefined where nothing can be done with it. */
  picked: boolean | undefined;
  pick: (on: boolean) => void;
  print: () => void;
}

const MOST_DAYS = 6;

/** One person's month in a line; it opens into the days, where each comes from, and the sheet's own story. */
export function PersonItem({ row, month, around, picked, pick, print }: Props) {
  const { person } = row;
  const judged = judgementOf(row);
  const stage = STAGES[row.stage];
  return (
    <ExpandableItem
      className={needsCare(row) ? `${styles.item ?? ''} ${styles.concern ?? ''}` : styles.item}
      beside={
        picked !== undefined && (
          <Checkbox
            className={styles.pick ?? ''}
            aria-label={`选中${person.cadre.name}的月表`}
            checked={picked}
            onChange={({ target }) => {
              pick(target.checked);
            }}
          />
        )
      }
      head={
        <>
          <span className={item.name}>
            <b>{person.cadre.name}</b>
            <span className={item.note}>
              {ROLE_NAMES[person.role]}
              {person.placeName !== around && ` · ${placeWithin(person.placeName, around)}`}
            </span>
          </span>
          <span className={styles.figures}>
            <Figures row={row} />
          </span>
          <span className={styles.judged}>
            <Mark {...(judged.tone && { tone: judged.tone })}>{judged.words}</Mark>
            <span className={item.note}>{judged.reason}</span>
          </span>
          <span className={styles.stand}>
            <Mark {...(stage.tone && { tone: stage.tone })}>{stage.name}</Mark>
          </span>
        </>
      }
      below={<Gaps row={row} picking={picked !== undefined} />}
    >
      <div className={styles.detail}>
        <SheetDetail row={row} month={month} print={print} />
      </div>
    </ExpandableItem>
  );
}

function Figures({ row: { onDuty, away, logs, presence } }: { row: MonthRow }) {
  const nights = presence.find((one) => one.measure === 'NIGHTS' && one.cadence === 'MONTH');
  const norm = presence.find((one) => one.measure === 'DAYS' && one.cadence === 'MONTH');
  const others = [
    away.leave > 0 && `请假 ${away.leave}`,
    away.trip > 0 && `因公 ${away.trip}`,
    away.absent > 0 && `缺勤 ${away.absent}`,
  ].filter((one) => one !== false);
  return (
    <>
      <span className="numeric">
        到岗 <b>{onDuty ?? '—'}</b>
        {norm && ` / ${norm.required}`} 天{logs !== null && ` · 日志 ${logs}`}
        {nights && ` · 夜宿 ${Number(nights.measured)} / ${nights.required}`}
      </span>
      {others.length > 0 && <span className={item.note}>{others.join('，')} 天</span>}
    </>
  );
}

/** What is missing in the month, day by day. */
function Gaps({ row: { blank, unlogged, stage }, picking }: { row: MonthRow; picking: boolean }) {
  if (blank.length + unlogged.length === 0) return null;
  return (
    <p className={styles.gaps} data-closed={isClosed(stage) || undefined} data-picking={picking || undefined}>
      {blank.length > 0 && <span>工作日没有记录 {daysWords(blank)}</span>}
      {unlogged.length > 0 && <span>缺日志 {daysWords(unlogged)}</span>}
    </p>
  );
}

function daysWords(days: readonly Day[]): string {
  const told = days.slice(0, MOST_DAYS).map(dayTitle).join('、');
  return days.length > MOST_DAYS ? `${days.length} 天：${told} 等` : `${days.length} 天：${told}`;
}
