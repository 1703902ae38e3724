import { type ReactNode, useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import item from '../../shared/Item.module.css';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { placeWithin } from '../../shared/words';
import { More } from '../acts/More';
import { usePages } from '../acts/usePages';
import { useSession } from '../session/session';
import { ChecklistPanel } from './ChecklistPanel';
import styles from './Visit.module.css';
import { PEOPLE_THERE } from './looking';
import { type Inspection, isOpen, plansFor, waysOf } from './planning';
import { type Draw, drawnPeople, leadingDraw, type Person, stopsOf } from './route';
import { StopItem } from './StopItem';
import { METHODS } from './terms';
import { useSeen } from './useFindings';
import { useInspection } from './useInspection';

/** On the spot, mostly with a phone: along the route, person by person, each saved as soon as it is noted. */
export function VisitPage() {
  const { id = '' } = useParams();
  const { viewer } = useSession();
  const { value: inspection, words, again } = useInspection(id);
  if (words !== undefined || inspection === undefined) {
    return (
      <div className={`panel ${page.narrow ?? ''}`}>
        {words === undefined ? <Loading rows={6} label="正在读取路线" /> : <Failure words={words} retry={again} />}
      </div>
    );
  }
  if (inspection === null || !isOpen(inspection) || !plansFor(viewer, inspection.plannerRegionCode)) {
    return (
      <div className={`panel ${page.narrow ?? ''}`}>
        <Empty title="这次检查现在不能登记">
          没有这次检查，或者已经公布、取消。<Link to="/inspections">回到督查</Link>
        </Empty>
      </div>
    );
  }
  const people = inspection.drawn.find((draw) => draw.kind === 'CADRES');
  return people ? (
    <Visit inspection={inspection} draws={inspection.drawn} people={drawnPeople(people)} />
  ) : (
    <Everybody inspection={inspection} draws={inspection.drawn} />
  );
}

function Everybody({ inspection, draws }: { inspection: Inspection; draws: readonly Draw[] }) {
  const client = useClient();
  const { regionCode, plannedOn } = inspection;
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, PEOPLE_THERE, { regionCode, activeOn: plannedOn, after })).postings,
    [client, regionCode, plannedOn],
  );
  const { nodes, words, restWords, hasMore, busy, more, again } = usePages(read);
  if (words !== undefined || !nodes) {
    return (
      <div className={`panel ${page.narrow ?? ''}`}>
        {words === undefined ? <Loading rows={6} label="正在读取人员" /> : <Failure words={words} retry={again} />}
      </div>
    );
  }
  const people = nodes.map((posting) => ({
    id: posting.id,
    name: posting.cadre.name,
    regionCode: posting.regionCode,
    placeName: posting.placeName,
  }));
  return (
    <Visit inspection={inspection} draws={draws} people={people}>
      <More hasMore={hasMore} busy={busy} more={more} words={restWords} />
    </Visit>
  );
}

interface VisitProps {
  inspection: Inspection;
  draws: readonly Draw[];
  people: readonly Person[];
  children?: ReactNode;
}

function Visit({ inspection, draws, people, children }: VisitProps) {
  const { viewer } = useSession();
  const { value: findings, words, again } = useSeen(inspection.id);
  const [open, setOpen] = useState<string>();
  const leading = leadingDraw(draws);
  const stops = stopsOf(people, leading);
  const looked = new Set(findings?.flatMap(({ posting, end }) => (posting && end === 'VILLAGE' ? posting.id : [])));
  const done = people.filter(({ id }) => looked.has(id)).length;
  const ways = waysOf(inspection);
  return (
    <div className={page.narrow}>
      <p className={page.back}>
        <Link to={`/inspections/${inspection.id}`}>‹ {inspection.title}</Link>
      </p>
      <h1 className={styles.visitTitle}>
        {METHODS[inspection.method]}
        <span>{placeWithin(inspection.placeName, viewer.tenant.name)}</span>
      </h1>
      <p className={styles.progress} role="status">
        已登记 <b className="numeric">{done}</b> / {people.length} 人
        {leading && ` · 按抽定的路线 ${stops.length} 处`}
      </p>
      {ways.length > 0 && <p className={item.note}>{ways.join('、')}</p>}
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {people.length === 0 && (
        <div className="panel">
          <Empty title="这里当天没有在任的人">可以登记地方的情况，或核对检查的地方和日期。</Empty>
        </div>
      )}
      {findings && (
        <ol className={styles.stops} aria-label={leading ? '今天的路线' : '各处人员'}>
          {stops.map((stop, at) => (
            <StopItem
              key={stop.regionCode}
              number={leading ? at + 1 : undefined}
              stop={stop}
              inspection={inspection}
              findings={findings}
              households={draws.find((draw) => draw.kind === 'HOUSEHOLDS' && draw.regionCode === stop.regionCode)}
              open={open}
              setOpen={setOpen}
              changed={again}
            />
          ))}
        </ol>
      )}
      {children}
      <ChecklistPanel inspectionId={inspection.id} open />
      <p className={page.back}>
        <Link to={`/inspections/${inspection.id}`}>登记完了，去看结果和公布</Link>
      </p>
    </div>
  );
}
