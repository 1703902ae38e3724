import { Badge, Segmented } from 'antd';
import { civilDay } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty } from '../../shared/States';
import { useAddress } from '../../shared/useAddress';
import { AreaChoice } from '../duties/AreaChoice';
import { areasOf } from '../home/areas';
import { may, useSession } from '../session/session';
import { CasesBoard } from './CasesBoard';
import styles from './Cases.module.css';
import { readFilter, type View } from './filter';
import { LeadDetail } from './LeadDetail';
import { MyCases } from './MyCases';
import { useWaitingCases } from './waiting';

const LEAD = '系统只把对不上的地方提出来，先听本人说明，再由主管的人核实、作结论。系统自己不下结论，也不改动考勤。';

/** What does not fit together: to whoever it is about, to be explained; to whoever is in charge, to be looked into. */
export function CasesPage() {
  const { viewer } = useSession();
  const [parameters, put] = useAddress();
  const filter = readFilter(parameters);
  const waiting = useWaitingCases();
  const areas = areasOf(viewer).filter((one) => one.kind === 'place');
  const area = areas.find((one) => one.key === filter.area) ?? areas[0];
  const today = civilDay();
  if (filter.lead !== null && may(viewer, 'lead:read')) {
    return <LeadDetail id={filter.lead} today={today} put={put} changed={waiting.again} />;
  }
  const views = viewsOf(viewer.permissions, area !== undefined);
  const view = filter.view !== null && views.includes(filter.view) ? filter.view : views[0];
  const others = view !== 'mine' && area !== undefined;
  return (
    <div className={views.length === 1 ? page.narrow : undefined}>
      <PageHead title="疑点与线索" lead={LEAD}>
        {views.length > 1 && (
          <Segmented<View>
            {...(view && { value: view })}
            options={views.map((one) => ({ value: one, label: viewName(one, waiting.questions + waiting.signals) }))}
            onChange={(chosen) => {
              put({ view: chosen, kind: null, signal: null, state: null, answered: null });
            }}
          />
        )}
      </PageHead>
      {others && (
        <AreaChoice
          areas={areas}
          chosen={area.key}
          choose={(key) => {
            put({ area: key, place: null, posting: null });
          }}
        />
      )}
      {others && <CasesBoard key={`${area.key} ${view ?? ''}`} area={area} filter={filter} put={put} today={today} leads={view === 'leads'} />}
      {view === 'mine' && <MyCases today={today} changed={waiting.again} />}
      {view === undefined && <Empty title="还没有给您任命角色">请联系本单位管理员。</Empty>}
    </div>
  );
}

/** Which lists are there for somebody: those of a place one reads, and what one has to answer oneself. */
function viewsOf(permissions: readonly string[], overPlace: boolean): View[] {
  const views: View[] = [];
  if (overPlace && permissions.includes('lead:read')) views.push('leads');
  if (overPlace && permissions.includes('signal:read')) views.push('signals');
  return [...views, 'mine'];
}

function viewName(view: View, waiting: number) {
  if (view === 'leads') return '线索';
  if (view === 'signals') return '疑点';
  return (
    <span className={styles.badge}>
      请我说明的 {waiting > 0 && <Badge count={waiting} title={`${waiting} 件等您说明`} />}
    </span>
  );
}
