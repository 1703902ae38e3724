import { Segmented } from 'antd';
import { clockTime, dayTitle, isMonth, monthOf, monthTitle } from '../../shared/days';
import { Empty } from '../../shared/States';
import { type Put, useAddress } from '../../shared/useAddress';
import { PostingSection } from '../postings/PostingSection';
import { may, useSession } from '../session/session';
import { TenantList } from '../tenants/TenantList';
import { AdministrationHome } from './AdministrationHome';
import { type Area, areasOf, aroundOf, holdsCounties, shortName } from './areas';
import { CountyHome } from './CountyHome';
import { DayHome } from './DayHome';
import { DayPicker } from './DayPicker';
import styles from './HomePage.module.css';
import { MonthPicker } from './MonthPicker';
import { useToday } from './useToday';
import { isDay } from './whereabouts';

/** The scoped home: a day of what a person's role lets them see, or the month in the address. */
export function HomePage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const today = useToday();
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;

  const askedMonth = parameters.get('month');
  const askedDay = parameters.get('day');
  const month = isMonth(askedMonth) ? askedMonth : monthOf(today);
  const day = isDay(askedDay) && askedDay <= today ? askedDay : today;
  const dated = may(viewer, 'attendance:read');
  const views = dated && may(viewer, 'posting:read');
  // An address of a month or of one of its counties is one of the month's view.
  const monthly = !views || parameters.get('view') === 'month' || askedMonth !== null || parameters.get('county') !== null;
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1 className={styles.title}>{shortName(area, viewer.tenant.name)}</h1>
          <p className={styles.sub}>
            {area.title}
            {dated && monthly && ` · ${monthTitle(month)} · 数据截至 ${dayTitle(today)} ${clockTime(new Date())}`}
          </p>
        </div>
        {dated && (
          <div className={styles.tools}>
            {views && (
              <Segmented
                aria-label="看哪一段"
                value={monthly ? 'month' : 'day'}
                options={[
                  { value: 'day', label: day === today ? '今天' : '当天' },
                  { value: 'month', label: '本月' },
                ]}
                onChange={(view) => {
                  put({ ...NOWHERE, view: view === 'month' ? 'month' : null });
                }}
              />
            )}
            {monthly ? (
              <MonthPicker
                month={month}
                change={(chosen) => {
                  put({ month: chosen });
                }}
              />
            ) : (
              <DayPicker
                day={day}
                until={today}
                change={(chosen) => {
                  put({ day: chosen === today ? null : chosen });
                }}
              />
            )}
          </div>
        )}
      </div>
      {areas.length > 1 && (
        <Segmented
          className={styles.areas ?? ''}
          value={area.key}
          options={areas.map((one) => ({ value: one.key, label: `${shortName(one, viewer.tenant.name)} · ${one.title}` }))}
          onChange={(key) => {
            put({ area: key, county: null, place: null, state: null });
          }}
        />
      )}
      {monthly ? (
        <Part area={area} month={month} put={put} county={parameters.get('county')} />
      ) : (
        <DayHome key={area.key} area={area} day={day} today={today} parameters={parameters} several={areas.length > 1} put={put} />
      )}
    </>
  );
}

/** What the other view does not know of. */
const NOWHERE = { month: null, county: null, day: null, place: null, state: null, list: null };

interface PartProps {
  area: Area;
  month: string;
  county: string | null;
  put: Put;
}

function Part({ area, month, county, put }: PartProps) {
  const { viewer } = useSession();
  if (may(viewer, 'tenant:read')) return <TenantList />;
  if (!may(viewer, 'posting:read')) {
    return <AdministrationHome title={area.title} />;
  }
  if (area.regionCode !== null && holdsCounties(area) && may(viewer, 'attendance:read')) {
    return (
      <CountyHome
        area={area}
        regionCode={area.regionCode}
        month={month}
        chosen={county}
        choose={(code) => {
          put({ county: code === county ? null : code });
        }}
      />
    );
  }
  return (
    <PostingSection
      title="在任干部"
      regionCode={area.regionCode}
      month={month}
      around={aroundOf(area, viewer.tenant.name)}
    />
  );
}
