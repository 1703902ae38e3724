import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { civilDay, clockTime, dayTitle, isMonth, monthOf, monthTitle } from '../../shared/days';
import { Empty } from '../../shared/States';
import { PostingSection } from '../postings/PostingSection';
import { may, useSession } from '../session/session';
import { TenantList } from '../tenants/TenantList';
import { AdministrationHome } from './AdministrationHome';
import { type Area, areasOf, aroundOf, holdsCounties, shortName } from './areas';
import { CountyHome } from './CountyHome';
import styles from './HomePage.module.css';
import { MonthPicker } from './MonthPicker';

/** The scoped home: what a person's role lets them see, of the month in the address. */
export function HomePage() {
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('month');
  const month = isMonth(asked) ? asked : monthOf(civilDay());
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  const put = (name: string, value: string | null) => {
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (value === null) after.delete(name);
      else after.set(name, value);
      if (name === 'area') after.delete('county');
      return after;
    });
  };
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;

  const monthly = may(viewer, 'attendance:read');
  return (
    <>
      <div className={styles.top}>
        <div>
          <h1 className={styles.title}>{shortName(area, viewer.tenant.name)}</h1>
          <p className={styles.sub}>
            {area.title}
            {monthly && ` · ${monthTitle(month)} · 数据截至 ${dayTitle(civilDay())} ${clockTime(new Date())}`}
          </p>
        </div>
        {monthly && (
          <MonthPicker
            month={month}
            change={(chosen) => {
              put('month', chosen);
            }}
          />
        )}
      </div>
      {areas.length > 1 && (
        <Segmented
          className={styles.areas ?? ''}
          value={area.key}
          options={areas.map((one) => ({ value: one.key, label: `${shortName(one, viewer.tenant.name)} · ${one.title}` }))}
          onChange={(key) => {
            put('area', key);
          }}
        />
      )}
      <Part area={area} month={month} put={put} county={parameters.get('county')} />
    </>
  );
}

interface PartProps {
  area: Area;
  month: string;
  county: string | null;
  put: (name: string, value: string | null) => void;
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
          put('county', code === county ? null : code);
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
