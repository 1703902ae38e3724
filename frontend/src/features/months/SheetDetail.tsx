import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { Clause } from '../../shared/Clause';
import type { Day } from '../../shared/days';
import item from '../../shared/Item.module.css';
import { MonthCalendar } from '../../shared/MonthCalendar';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { DayDetail } from '../postings/DayDetail';
import { may, useSession } from '../session/session';
import { DayOrigin } from './DayOrigin';
import styles from './Detail.module.css';
import { judgementOf } from './judgement';
import { PERSON_ABSENCES, PERSON_MONTH } from './operations';
import { OverrideDialog } from './OverrideDialog';
import { lastKnownDay } from './read';
import type { MonthRow } from './rows';
import { SheetStory } from './SheetStory';
import { VerdictList } from './VerdictList';

interface Props {
  row: MonthRow;
  month: string;
  print: () => void;
}

/** What one month is made of: its days and where each comes from, how it is judged, and through whose hands it went. */
export function SheetDetail({ row, month, print }: Props) {
  const { viewer } = useSession();
  const [correcting, setCorrecting] = useState(false);
  const { sheet, person } = row;
  const judged = judgementOf(row);
  // The month's days are what the sheet itself is judged by.
  const others = row.presence.filter((one) => !(one.cadence === 'MONTH' && one.measure === 'DAYS'));
  const sealed = sheet?.state === 'SEALED' || sheet?.state === 'VERIFIED';
  return (
    <>
      {may(viewer, 'attendance:read') && <Days row={row} month={month} />}
      <div className={styles.columns}>
        <section aria-label="判定" className={styles.part}>
          <h3>判定</h3>
          {judged.reason !== undefined && <p>{judged.reason}</p>}
          {judged.clause !== undefined && <Clause words={judged.clause} />}
          {others.length > 0 && <VerdictList postingId={row.id} on={lastKnownDay(month)} of={others} />}
        </section>
        <section aria-label="月表经过" className={styles.part}>
          <h3>月表经过</h3>
          <SheetStory row={row} />
        </section>
      </div>
      <div className={item.acts}>
        <Button onClick={print}>打印{person.cadre.name}的月表</Button>
        {sealed && may(viewer, 'sheet:override') && (
          <Button
            onClick={() => {
              setCorrecting(true);
            }}
          >
            提出更正
          </Button>
        )}
      </div>
      {correcting && sheet && (
        <OverrideDialog
          sheet={sheet}
          who={person.cadre.name}
          month={month}
          close={() => {
            setCorrecting(false);
          }}
        />
      )}
    </>
  );
}

function Days({ row: { person }, month }: { row: MonthRow; month: string }) {
  const client = useClient();
  const { viewer } = useSession();
  const [day, setDay] = useState<Day>();
  const logs = may(viewer, 'worklog:read');
  const leaves = may(viewer, 'leave:read');
  const read = useCallback(async () => {
    const [{ posting }, around] = await Promise.all([
      ask(client, PERSON_MONTH, { id: person.id, month, logs }),
      ask(client, PERSON_ABSENCES, { id: person.id, leaves }),
    ]);
    return { month: posting, around: around.posting };
  }, [client, person.id, month, logs, leaves]);
  const { value, words, again } = useReading(read);
  if (words !== undefined) return <Failure words={words} retry={again} />;
  if (!value) return <Loading rows={4} label="正在读取逐日情况" />;
  const days = value.month?.attendanceDays ?? [];
  const written = value.month?.workLogs ?? [];
  const attendance = days.find((one) => one.day === day);
  return (
    <div className={styles.days}>
      <MonthCalendar
        month={month}
        from={person.startDate}
        to={person.endDate ?? null}
        days={days}
        logged={written.map((log) => log.day)}
        chosen={day}
        choose={setDay}
      />
      <DayDetail
        day={day}
        attendance={attendance}
        log={written.find((log) => log.day === day)}
        hint="点日历上的一天，看这一天的记录从哪里来：签到、照片、请假、谁登记的、日志。"
      >
        {day !== undefined && (
          <DayOrigin
            day={day}
            attendance={attendance}
            night={value.month?.nights?.find((one) => one.night === day)}
            leaves={value.around?.leaves?.nodes ?? []}
            claims={value.around?.backfillRequests ?? []}
          />
        )}
      </DayDetail>
    </div>
  );
}
