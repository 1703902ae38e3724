import { dayTitle, weekdayTitle } from '../../shared/days';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import styles from './Calendar.module.css';
import { holidaysOf, type SpecialDay, stretchTitle } from './year';

/** The year's holidays in words: when one is off, for how long, and which weekends are worked for it. */
export function HolidayList({ days }: { days: readonly SpecialDay[] }) {
  return (
    <section className={`panel ${styles.list ?? ''}`} aria-label="节假日">
      <div className={page.head}>
        <h2>节假日</h2>
      </div>
      <HolidayLines days={days} />
    </section>
  );
}

/** The same without a frame. */
export function HolidayLines({ days }: { days: readonly SpecialDay[] }) {
  return (
    <ul>
      {holidaysOf(days).map((holiday) => (
        <li key={holiday.name} className={styles.holiday}>
          <b>{holiday.name}</b>
          <span>
            {holiday.stretches.map(stretchTitle).join('、')}
            {holiday.daysOff > 0 && `放假，共 ${holiday.daysOff} 天`}
          </span>
          <span className={item.note}>
            {holiday.shifted.length > 0 &&
              `${holiday.shifted.map((day) => `${dayTitle(day)}（${weekdayTitle(day)}）`).join('、')}上班`}
          </span>
        </li>
      ))}
    </ul>
  );
}
