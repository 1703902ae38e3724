import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { civilDay, isMonth, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import { type Area, areasOf, shortName } from '../home/areas';
import { MonthPicker } from '../home/MonthPicker';
import { may, useSession } from '../session/session';
import { BoardView } from './BoardView';
import { Documents } from './Documents';
import styles from './Months.module.css';
import { Norms } from './Norms';
import { TownshipView } from './TownshipView';

const COUNTY_DIGITS = 6;
type Put = (changes: Record<string, string | null>) => void;

/** The months of a place: who was where, which sheet waits for whom, what is overdue and why. */
export function MonthsPage() {
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('month');
  // A month is totalled, signed and sealed once it is over.
  const month = isMonth(asked) ? asked : shiftMonth(monthOf(civilDay()), -1);
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
  const put: Put = (changes) => {
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) after.delete(name);
        else after.set(name, value);
      }
      return after;
    });
  };
  if (area === undefined) return <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>;
  return (
    <>
      <PageHead title="月考勤表" lead={`${monthTitle(month)}：谁在岗，哪张表在等谁，逾期没有、为什么。`}>
        <MonthPicker
          month={month}
          change={(chosen) => {
            put({ month: chosen });
          }}
        />
      </PageHead>
      {areas.length > 1 && (
        <Segmented
          className={styles.areas ?? ''}
          value={area.key}
          options={areas.map((one) => ({ value: one.key, label: `${shortName(one, viewer.tenant.name)} · ${one.title}` }))}
          onChange={(key) => {
            put({ area: key, place: null, step: null });
          }}
        />
      )}
      <Place
        key={area.key}
        area={area}
        month={month}
        asked={parameters.get('place')}
        view={parameters.get('view') ?? 'sheets'}
        step={parameters.get('step')}
        put={put}
      />
    </>
  );
}

interface PlaceProps {
  area: Area;
  month: string;
  /** The place in the address; the area's own without one. */
  asked: string | null;
  view: string;
  step: string | null;
  put: Put;
}

function Place({ area, month, asked, view, step, put }: PlaceProps) {
  const { viewer } = useSession();
  const tenant = viewer.tenant.name;
  const top = area.regionCode;
  const code = asked !== null && top !== null && asked.startsWith(top) ? asked : top;
  const looked = useLooked(area, code);
  const fullName = code === top ? (area.kind === 'place' ? area.name : undefined) : looked.named;
  const views = [
    { value: 'sheets', label: '月表' },
    ...(code !== null && may(viewer, 'attendance:read') ? [{ value: 'norms', label: '达标情况' }] : []),
    { value: 'files', label: '打印记录' },
  ];
  const shown = views.some((one) => one.value === view) ? view : 'sheets';
  return (
    <>
      <PlaceHead
        area={area}
        looked={looked}
        className={styles.where}
        open={(place) => {
          put({ place });
        }}
      >
        <Segmented
          className={styles.views ?? ''}
          aria-label="看什么"
          value={shown}
          options={views}
          onChange={(chosen) => {
            put({ view: chosen === 'sheets' ? null : chosen });
          }}
        />
      </PlaceHead>
      {shown === 'files' && <Documents />}
      {shown === 'norms' && code !== null && (
        <Norms key={`${code}-${month}`} regionCode={code} month={month} around={fullName ?? tenant} />
      )}
      {shown === 'sheets' &&
        (code !== null && code.length <= COUNTY_DIGITS ? (
          <BoardView
            key={code}
            regionCode={code}
            month={month}
            filter={step}
            choose={(place) => {
              put({ place, step: null });
            }}
            narrow={(chosen) => {
              put({ step: chosen });
            }}
          />
        ) : (
          <TownshipView
            key={`${code ?? area.key}-${month}`}
            regionCode={code}
            name={looked.name}
            around={fullName ?? tenant}
            month={month}
          />
        ))}
    </>
  );
}
