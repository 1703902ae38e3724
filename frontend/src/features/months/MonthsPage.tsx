import { Segmented } from 'antd';
import { civilDay, isMonth, monthOf, monthTitle, shiftMonth } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { type Put, useAddress } from '../../shared/useAddress';
import { AreaChoice } from '../duties/AreaChoice';
import { PlaceHead, useLooked } from '../duties/PlaceHead';
import { type Area, areasOf } from '../home/areas';
import { MonthPicker } from '../home/MonthPicker';
import { may, useSession } from '../session/session';
import { BoardView } from './BoardView';
import { Documents } from './Documents';
import styles from './Months.module.css';
import { Norms } from './Norms';
import { TownshipView } from './TownshipView';

const COUNTY_DIGITS = 6;

/** The months of a place: who was where, which sheet waits for whom, what is overdue and why. */
export function MonthsPage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const asked = parameters.get('month');
  // A month is totalled, signed and sealed once it is over.
  const month = isMonth(asked) ? asked : shiftMonth(monthOf(civilDay()), -1);
  const areas = areasOf(viewer).filter((area) => area.kind !== 'self');
  const area = areas.find((one) => one.key === parameters.get('area')) ?? areas[0];
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
      <AreaChoice
        areas={areas}
        chosen={area.key}
        choose={(key) => {
          put({ area: key, place: null, step: null });
        }}
      />
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
  // A unit's people are shown together, wherever they are posted.
  const looked = useLooked(area, area.regionCode === null ? null : asked);
  const { code } = looked;
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
        <Norms key={`${code}-${month}`} regionCode={code} month={month} around={looked.around} />
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
            around={looked.around}
            month={month}
          />
        ))}
    </>
  );
}
