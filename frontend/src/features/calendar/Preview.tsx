import type { CalendarPartsFragment } from '../../gql/graphql';
import { dayTitle, weekdayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import styles from './Calendar.module.css';
import { HolidayLines } from './HolidayList';
import { type Arrangement, differences } from './reading';
import type { SpecialDay } from './year';

/** What was read, and what it changes of the year as it stands. */
export function Preview({ read, stored }: { read: Arrangement; stored: CalendarPartsFragment | undefined }) {
  return (
    <section className={styles.preview} aria-label="读出的内容">
      {read.problems.length > 0 && (
        <ul role="alert" className={styles.problems}>
          {read.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      {read.year === undefined ? (
        <p className={item.note}>还没有读出日期。</p>
      ) : (
        <>
          <h3>
            读出 {read.year} 年：放假 {count(read.days, 'HOLIDAY')} 天，周末上班 {count(read.days, 'WORKDAY_SHIFT')} 天
          </h3>
          <HolidayLines days={read.days} />
        </>
      )}
      {stored?.published === true && <Changes before={stored} after={read.days} />}
      {stored?.published === false && <p className={item.note}>{stored.year} 年还没有安排，这是第一次导入。</p>}
    </section>
  );
}

function Changes({ before, after }: { before: CalendarPartsFragment; after: readonly SpecialDay[] }) {
  const { added, removed, changed } = differences(before.days, after);
  const same = added.length + removed.length + changed.length === 0;
  return (
    <div className={styles.changes} role="group" aria-label="与现有安排的差别">
      <h3>与现有安排（《{before.document?.replace(/^《|》$/g, '')}》）的差别</h3>
      {same && <p className={item.note}>日期完全一样。</p>}
      <ul>
        {changed.map(({ before: was, after: is }) => (
          <li key={is.day} data-change="changed">
            {named(is.day)}：由“{said(was)}”改为“{said(is)}”
          </li>
        ))}
        {added.map((one) => (
          <li key={one.day} data-change="added">
            {named(one.day)}：新增“{said(one)}”
          </li>
        ))}
        {removed.map((one) => (
          <li key={one.day} data-change="removed">
            {named(one.day)}：去掉“{said(one)}”
          </li>
        ))}
      </ul>
    </div>
  );
}

function count(days: readonly SpecialDay[], kind: SpecialDay['kind']): number {
  return days.filter((one) => one.kind === kind).length;
}

function named(day: string): string {
  return `${dayTitle(day)}（${weekdayTitle(day)}）`;
}

function said({ kind, name }: SpecialDay): string {
  return `${name}${kind === 'HOLIDAY' ? '放假' : '调休上班'}`;
}
