import { Select } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, type Day, daysOfMonth, monthOf } from '../../shared/days';
import page from '../../shared/Page.module.css';
import type { Put } from '../../shared/useAddress';
import { LEAVE_NAMES } from '../../shared/words';
import { DayField } from '../acts/DayField';
import { PlaceFinder } from '../acts/PlaceFinder';
import { usePages } from '../acts/usePages';
import styles from './Desk.module.css';
import { LeaveList } from './LeaveList';
import { LeaveTotals } from './LeaveTotals';
import { LEAVES } from './operations';
import { isDay } from './stretch';
import { isKind, isState, KINDS, STATE_NAMES, STATES } from './terms';

interface Props {
  regionCode: string | null;
  placeName: string;
  parameters: URLSearchParams;
  put: Put;
}

/** All leave of a period in figures, by kind and by place, and one by one; every figure narrows the list. */
export function LeaveRecords({ regionCode, placeName, parameters, put }: Props) {
  const client = useClient();
  const { from, to } = periodOf(parameters);
  const askedKind = parameters.get('kind');
  const askedState = parameters.get('state');
  const kind = isKind(askedKind) ? askedKind : null;
  const state = isState(askedState) ? askedState : null;
  const read = useCallback(
    async (after: string | null) => (await ask(client, LEAVES, { regionCode, kind, state, from, to, after })).leaves,
    [client, regionCode, kind, state, from, to],
  );
  return (
    <>
      <section className="panel" aria-label="筛选" style={{ marginBottom: 20 }}>
        <div className={`${page.filters ?? ''} ${styles.filters ?? ''}`}>
          <div>
            <DayField
              aria-label="从哪天"
              value={from}
              onChange={(day) => {
                put({ from: day });
              }}
            />
          </div>
          <div>
            <DayField
              aria-label="到哪天"
              value={to}
              from={from}
              onChange={(day) => {
                put({ to: day });
              }}
            />
          </div>
          <Select
            aria-label="类别"
            value={kind ?? ''}
            options={[{ value: '', label: '全部类别' }, ...KINDS.map((one) => ({ value: one, label: LEAVE_NAMES[one] }))]}
            onChange={(chosen) => {
              put({ kind: chosen === '' ? null : chosen });
            }}
          />
          <Select
            aria-label="进展"
            value={state ?? ''}
            options={[{ value: '', label: '全部进展' }, ...STATES.map((one) => ({ value: one, label: STATE_NAMES[one] }))]}
            onChange={(chosen) => {
              put({ state: chosen === '' ? null : chosen });
            }}
          />
          <div>
            <PlaceFinder
              aria-label="地方"
              placeholder="地方"
              value={null}
              onChange={(place) => {
                if (place !== null) put({ place });
              }}
            />
          </div>
        </div>
      </section>
      <LeaveTotals
        regionCode={regionCode}
        from={from}
        to={to}
        kind={kind}
        chooseKind={(chosen) => {
          put({ kind: chosen });
        }}
        choosePlace={(place) => {
          put({ place });
        }}
      />
      <LeaveList
        title={`${placeName} · ${kind === null ? '请假和因公外出' : LEAVE_NAMES[kind]}`}
        order="晚开始的在前"
        pages={usePages(read)}
        empty={{ title: '没有符合条件的请假', words: '换一段日期、类别或进展再看。' }}
      />
    </>
  );
}

/** The days in the address, the present month without any. */
function periodOf(parameters: URLSearchParams): { from: Day; to: Day } {
  const days = daysOfMonth(monthOf(civilDay()));
  const [first = civilDay()] = days;
  const askedFrom = parameters.get('from');
  const from = isDay(askedFrom) ? askedFrom : first;
  const askedTo = parameters.get('to');
  const to = isDay(askedTo) ? askedTo : (days.at(-1) ?? first);
  return { from, to: to < from ? from : to };
}
