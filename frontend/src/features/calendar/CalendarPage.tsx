import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, fullDayTitle, momentTitle } from '../../shared/days';
import { PageHead } from '../../shared/PageHead';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import type { CalendarPartsFragment } from '../../gql/graphql';
import item from '../../shared/Item.module.css';
import { may, useSession } from '../session/session';
import styles from './Calendar.module.css';
import { HolidayList } from './HolidayList';
import { ImportDialog } from './ImportDialog';
import { MonthSheet } from './MonthSheet';
import { CALENDAR } from './operations';
import { monthsOf } from './year';

const EARLIEST = 1949;
const LATEST = 2199;

/** A year of days: when one works, when one does not, and which notice says so. */
export function CalendarPage() {
  const client = useClient();
  const { viewer } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const [importing, setImporting] = useState(false);
  const present = Number(civilDay().slice(0, 4));
  const asked = Number(parameters.get('year'));
  const year = Number.isInteger(asked) && asked >= EARLIEST && asked <= LATEST ? asked : present;
  const read = useCallback(async () => (await ask(client, CALENDAR, { year })).calendar, [client, year]);
  const { value: found, words, again } = useReading(read);
  const turn = (to: number) => {
    setParameters(to === present ? {} : { year: String(to) });
  };
  const importer = may(viewer, 'calendar:import') && (
    <Button
      type={found && !found.published ? 'primary' : 'default'}
      onClick={() => {
        setImporting(true);
      }}
    >
      导入放假安排
    </Button>
  );
  return (
    <>
      <PageHead title="放假安排" lead="哪些天上班、哪些天放假，以国务院办公厅每年的通知为准，全省统一；计算工作日和节假日到岗都按这里。">
        <div className={styles.turn} role="group" aria-label="选择年份">
          <Button
            aria-label={`上一年，${year - 1}年`}
            disabled={year <= EARLIEST}
            onClick={() => {
              turn(year - 1);
            }}
          >
            ‹
          </Button>
          <b className="numeric" aria-live="polite">
            {year}年
          </b>
          <Button
            aria-label={`下一年，${year + 1}年`}
            disabled={year >= LATEST}
            onClick={() => {
              turn(year + 1);
            }}
          >
            ›
          </Button>
        </div>
        {importer}
      </PageHead>
      {words !== undefined && (
        <div className="panel">
          <Failure words={words} retry={again} />
        </div>
      )}
      {words === undefined && !found && (
        <div className="panel">
          <Loading rows={8} label="正在读取放假安排" />
        </div>
      )}
      {found && (
        <>
          {found.published ? <Source found={found} /> : <Unpublished year={year} past={year < present} />}
          <Months found={found} />
          {found.published && <HolidayList days={found.days} />}
        </>
      )}
      {importing && (
        <ImportDialog
          year={year}
          done={(taken) => {
            setImporting(false);
            turn(taken);
            again();
          }}
          close={() => {
            setImporting(false);
          }}
        />
      )}
    </>
  );
}

/** Which notice the year comes from. */
function Source({ found }: { found: CalendarPartsFragment }) {
  return (
    <section className={`panel ${styles.source ?? ''}`} aria-label="依据">
      <div>
        <p className={styles.document}>《{found.document?.replace(/^《|》$/g, '')}》</p>
        <p className={item.note}>
          {found.publishedOn === null ? '' : `${fullDayTitle(found.publishedOn)} 发布，`}
          {found.importedAt === null ? '' : `${momentTitle(found.importedAt)} 导入`}
        </p>
      </div>
      <p className={styles.workdays}>
        全年工作日 <b className="numeric">{found.workdays}</b> 天
      </p>
    </section>
  );
}

/** Nothing is guessed of a year that is not published: what is judged meanwhile says so itself. */
function Unpublished({ year, past }: { year: number; past: boolean }) {
  const { viewer } = useSession();
  return (
    <section className={styles.unpublished} role="status" aria-label="还没有公布">
      <h2>
        {year}年放假安排{past ? '没有导入' : '尚未公布'}
      </h2>
      <p>
        下面只标出周末，不推算哪天放假、哪天调休。涉及这一年的到岗判定：暂不按工作日放宽，暂未扣除节假日，判定里会写明；导入后自动按通知计算。
      </p>
      <p className={item.note}>
        {may(viewer, 'calendar:import')
          ? '国务院办公厅发布通知后，点“导入放假安排”，把通知正文贴进来即可。'
          : '国务院办公厅发布通知后，由省级组织部门导入，全省适用。'}
      </p>
    </section>
  );
}

function Months({ found }: { found: CalendarPartsFragment }) {
  const special = new Map(found.days.map((one) => [one.day, one]));
  return (
    <>
      <p className={styles.legend} aria-hidden="true">
        {found.published && (
          <>
            <span data-state="WORKDAY">上班</span>
            <span data-state="HOLIDAY">放假</span>
            <span data-state="WORKDAY_SHIFT">周末调休上班</span>
          </>
        )}
        <span data-state="WEEKEND">周末</span>
      </p>
      <div className={styles.months}>
        {monthsOf(found.year).map((month) => (
          <MonthSheet key={month} month={month} special={special} published={found.published} />
        ))}
      </div>
    </>
  );
}
