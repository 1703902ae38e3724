import { Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { civilDay, monthOf } from '../../shared/days';
import page from '../../shared/Page.module.css';
import { Empty, Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { may, useSession } from '../session/session';
import { ActBar } from './ActBar';
import { needsCare } from './judgement';
import styles from './Months.module.css';
import type { Act } from './next';
import { PersonItem } from './PersonItem';
import { PrintDialog } from './PrintDialog';
import { type PeopleMonth, readPeople } from './read';
import { rightsIn } from './rights';
import type { MonthRow } from './rows';
import { SheetActDialog } from './SheetActDialog';
import { Turn } from './Turn';

const TOWNSHIP_DIGITS = 9;

interface Props {
  /** A township's or a village's; null: whoever is within reach, as for a sending unit. */
  regionCode: string | null;
  name: string;
  around: string;
  month: string;
}

/** The people of a township, a village or a unit: everybody's month, and what may be done with the sheets. */
export function TownshipView(props: Props) {
  const { regionCode, month } = props;
  const client = useClient();
  const { viewer } = useSession();
  const attendance = may(viewer, 'attendance:read');
  const logs = may(viewer, 'worklog:read');
  const read = useCallback(
    () => readPeople(client, regionCode, month, { attendance, logs }),
    [client, regionCode, month, attendance, logs],
  );
  const { value, words, again } = useReading(read);
  if (words !== undefined || value === undefined) {
    return (
      <div className="panel">
        {words === undefined ? <Loading rows={7} label="正在读取月表" /> : <Failure words={words} retry={again} />}
      </div>
    );
  }
  if (value.rows.length === 0) {
    return (
      <div className="panel">
        <Empty title="这个月没有在任的选派干部">可用右上角换一个月份。</Empty>
      </div>
    );
  }
  return <People {...props} found={value} again={again} />;
}

function People({ regionCode, name, around, month, found, again }: Props & { found: PeopleMonth; again: () => void }) {
  const { viewer } = useSession();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<{ act: Act; rows: MonthRow[] }>();
  const [printing, setPrinting] = useState<{ postingId?: string; whose: string }>();
  const [only, setOnly] = useState<'all' | 'concerns'>('all');
  const township = regionCode?.length === TOWNSHIP_DIGITS ? regionCode : undefined;
  const rights = rightsIn(viewer, township ?? '');
  const ended = month < monthOf(civilDay());
  const { rows, board, whole, published } = found;
  const concerns = rows.filter(needsCare);
  const shown = only === 'all' ? rows : concerns;
  const picked = rows.filter((row) => chosen.has(row.id));
  const choosable = township !== undefined && ['sign', 'seal', 'verify', 'reopen'].some((act) => rights.has(act as Act));
  const begin = (act: Act, taken: MonthRow[]) => {
    setDoing({ act, rows: taken });
  };
  return (
    <>
      {board && <Turn board={board} rows={rows} rights={township === undefined ? new Set() : rights} ended={ended} begin={begin} />}
      <section className={`panel ${page.section ?? ''}`} aria-label="各人月表">
        <div className={page.head}>
          <div>
            <h2>各人月表</h2>
            <p>
              {rows.length} 人{!published && ' · 当年放假安排还没有公布，工作日按周一至周五算'}
            </p>
          </div>
          <div className={styles.tools}>
            <Segmented
              value={only}
              onChange={setOnly}
              options={[
                { value: 'all', label: `全部 ${rows.length}` },
                { value: 'concerns', label: `要留意 ${concerns.length}` },
              ]}
            />
            {regionCode !== null && (
              <Button
                onClick={() => {
                  setPrinting({ whose: name });
                }}
              >
                打印登记表
              </Button>
            )}
          </div>
        </div>
        {choosable && (
          <ActBar
            rows={rows}
            picked={picked}
            rights={rights}
            pickAll={(all) => {
              setChosen(new Set(all ? rows.filter((row) => row.sheet).map(({ id }) => id) : []));
            }}
            begin={begin}
          />
        )}
        {shown.length === 0 && <Empty title="没有要留意的">判定都达标，没有要补的记录。</Empty>}
        <ul>
          {shown.map((row) => (
            <PersonItem
              key={row.id}
              row={row}
              month={month}
              around={around}
              picked={choosable && row.sheet ? chosen.has(row.id) : undefined}
              pick={(on) => {
                setChosen((before) => {
                  const after = new Set(before);
                  if (on) after.add(row.id);
                  else after.delete(row.id);
                  return after;
                });
              }}
              print={() => {
                setPrinting({ postingId: row.id, whose: row.person.cadre.name });
              }}
            />
          ))}
        </ul>
        {!whole && <p className={styles.foot}>人数太多，没有全部列出；请选择更小的范围。</p>}
      </section>
      {doing && township !== undefined && (
        <SheetActDialog
          {...doing}
          townshipCode={township}
          townshipName={board?.townships[0]?.townshipName ?? name}
          month={month}
          done={() => {
            setDoing(undefined);
            setChosen(new Set());
            again();
          }}
          close={() => {
            setDoing(undefined);
          }}
        />
      )}
      {printing && (
        <PrintDialog
          {...printing}
          regionCode={regionCode}
          month={month}
          close={() => {
            setPrinting(undefined);
          }}
        />
      )}
    </>
  );
}
