import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, type Day, fullDayTitle } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { PageHead } from '../../shared/PageHead';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { type Occurrence, sorted } from './due';
import { OccurrenceItem } from './OccurrenceItem';
import { MY_DUTIES } from './operations';

/** What a cadre has to do: overdue, this month, later; and what is done of the present periods. */
export function MyDutiesPage() {
  const client = useClient();
  const read = useCallback(async () => (await ask(client, MY_DUTIES, {})).myDuties, [client]);
  const { value: duties, words, again } = useReading(read);
  const today = civilDay();
  const found = duties && sorted(duties, today);
  return (
    <div className={page.narrow}>
      <PageHead title="我的责任" lead={`今天是${fullDayTitle(today)}。点开一项，看怎么算、依据哪一条。`} />
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !duties && (
        <div className="panel">
          <Loading rows={6} label="正在读取我的责任" />
        </div>
      )}
      {duties?.length === 0 && (
        <div className="panel">
          <Empty title="现在没有要您完成的责任">任职地启用规定后，应做的事会列在这里。</Empty>
        </div>
      )}
      {found && (
        <>
          <Group title="已逾期" duties={found.overdue} today={today} />
          <Group title="本月到期" duties={found.soon} today={today} />
          <Group title="以后到期" duties={found.later} today={today} />
          <Group title="本期已完成" duties={found.done} today={today} />
        </>
      )}
    </div>
  );
}

function Group({ title, duties, today }: { title: string; duties: readonly Occurrence[]; today: Day }) {
  if (duties.length === 0) return null;
  return (
    <section className={`panel ${page.section ?? ''}`} aria-label={title}>
      <div className={page.head}>
        <h2>{title}</h2>
        <p className="numeric">{duties.length} 项</p>
      </div>
      <ul>
        {duties.map((one) => (
          <OccurrenceItem key={one.id} occurrence={one} today={today} />
        ))}
      </ul>
    </section>
  );
}
