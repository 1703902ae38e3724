import { describe, expect, it } from 'vitest';
import { isClosed, judgementOf, needsCare, presenceWords } from './judgement';
import { nextAct, takenBy } from './next';
import { type Frame, monthRows, type MonthRow, type Person, type Presence, type RecordedDay, type Sheet } from './rows';
import { workdaysOf } from './workdays';

const FRAME: Frame = {
  month: '2026-10',
  today: '2026-11-22',
  workdays: new Set(['2026-10-08', '2026-10-09', '2026-10-12']),
};
const DAYS: RecordedDay[] = [
  { day: '2026-10-08', status: 'ON_DUTY' },
  { day: '2026-10-09', status: 'ON_DUTY', afternoon: 'LEAVE' },
];

function person(given: Partial<Person> = {}): Person {
  return {
    id: 'p1',
    role: 'FIRST_SECRETARY',
    dispatchLevel: 'CITY',
    regionCode: '210726101200',
    placeName: '辽宁省锦州市黑山县芳山镇芳山村民委员会',
    startDate: '2025-01-01',
    endDate: null,
    cadre: { id: 'c1', name: '王建国' },
    sendingUnit: { id: 'u1', name: '锦州市公安局' },
    attendanceDays: DAYS.map((one) => ({ afternoon: null, ...one })),
    workLogs: [{ day: '2026-10-08' }],
    ...given,
  };
}

function sheet(given: Partial<Sheet> = {}): Sheet {
  return {
    id: 's1',
    state: 'TOTALLED',
    withheld: null,
    onDutyDays: '1.5',
    days: DAYS,
    outcome: 'UNMET',
    reason: '到岗1.5天，还缺18.5天。',
    clause: null,
    contentHash: 'ab',
    totalledAt: '2026-11-01T01:00:00Z',
    totalledBy: '经办人',
    sealedAt: null,
    sealedBy: null,
    verifiedAt: null,
    verifiedBy: null,
    signature: null,
    posting: { id: 'p1' },
    ...given,
  };
}

function row(given: Partial<Person>, sheets: Sheet[] = [], frame = FRAME): MonthRow {
  const [first] = monthRows([person(given)], sheets, new Map(), frame);
  if (first === undefined) throw new Error('nobody in post');
  return first;
}

const SIGNATURE = { id: 'g1', name: '书记', office: '芳山镇党委书记', actingFor: null, at: '2026-11-02T01:00:00Z', hash: 'ab' };

describe('a month', () => {
  it('counts halves, and tells the workdays without anything and the days without a log', () => {
    const found = row({});
    expect(found).toMatchObject({ stage: 'REGISTERED', onDuty: 1.5, logs: 1 });
    expect(found.away).toEqual({ leave: 0.5, trip: 0, absent: 0 });
    expect([found.blank, found.unlogged]).toEqual([['2026-10-12'], ['2026-10-09']]);
  });

  it('misses nothing before the first day in post, nor today', () => {
    expect(row({ startDate: '2026-10-13' }).blank).toEqual([]);
    expect(row({}, [], { ...FRAME, today: '2026-10-12' }).blank).toEqual([]);
  });

  it('of somebody who came after it or left before it is not listed', () => {
    const people = [person({ startDate: '2026-11-01' }), person({ endDate: '2026-09-30' })];
    expect(monthRows(people, [], new Map(), FRAME)).toEqual([]);
  });

  it('goes by what its sheet says, and tells where that is no longer so', () => {
    expect(row({}, [sheet({ onDutyDays: '3' })])).toMatchObject({ stage: 'TOTALLED', onDuty: 3 });
    expect(row({}, [sheet({ days: DAYS.slice(0, 1) })]).stage).toBe('STALE');
    const signed = { state: 'SIGNED' as const, signature: { ...SIGNATURE, valid: false } };
    expect(row({}, [sheet(signed)]).stage).toBe('VOID');
    expect(row({}, [sheet({ ...signed, signature: { ...SIGNATURE, valid: true } })]).stage).toBe('SIGNED');
    expect(row({ attendanceDays: [] }).stage).toBe('UNREGISTERED');
  });

  it('says plainly that nobody reads a sheet before it is sealed', () => {
    const withheld = { withheld: '未盖章', onDutyDays: null, days: null, outcome: null, reason: null, contentHash: null };
    const found = row({}, [sheet(withheld)]);
    expect(judgementOf(found).words).toBe('未盖章');
    expect(found.stage).toBe('TOTALLED');
  });
});

describe('what needs care', () => {
  it('is what does not meet the norm, and what may still be filled in', () => {
    expect(needsCare(row({}, [sheet()]))).toBe(true);
    expect(needsCare(row({}, [sheet({ outcome: 'MET' })]))).toBe(true);
    expect(needsCare(row({}, [sheet({ outcome: 'MET', state: 'SEALED' })]))).toBe(false);
    expect([isClosed('SEALED'), isClosed('SIGNED')]).toEqual([true, false]);
  });

  it('of a period that runs is whether it can still be met', () => {
    const short = { outcome: 'UNMET', running: true, reachable: true, missing: '5', measure: 'DAYS', soft: false } as const;
    expect(presenceWords(short)).toEqual({ words: '还差 5 天', tone: 'calm' });
    expect(presenceWords({ ...short, reachable: false })).toEqual({ words: '还差 5 天，已达不到', tone: 'late' });
    expect(presenceWords({ ...short, running: false })).toEqual({ words: '未达标', tone: 'late' });
    expect(presenceWords({ ...short, running: false, soft: true })).toEqual({ words: '未达标', tone: 'calm' });
    expect(presenceWords({ ...short, outcome: 'MET' })).toEqual({ words: '达标', tone: 'good' });
  });

  it('without a sheet goes by what is recorded so far', () => {
    const norm = {
      cadence: 'MONTH',
      measure: 'DAYS',
      outcome: 'UNMET',
      running: false,
      reachable: false,
      missing: '2',
      soft: false,
      reason: '缺2天。',
      document: '《办法》',
      reference: '第一条',
      words: '每月20天',
    } as Presence;
    const judged = judgementOf({ sheet: undefined, presence: [norm], stage: 'REGISTERED' });
    expect(judged).toMatchObject({ words: '未达标', reason: '缺2天。', clause: '《办法》 第一条：每月20天', concern: true });
    expect(judgementOf({ sheet: undefined, presence: [], stage: 'REGISTERED' }).words).toBe('没有判定');
  });
});

describe('the next act', () => {
  const rows = [row({}), row({}, [sheet()]), row({}, [sheet({ state: 'SEALED' })])];

  it('is the first that is open to the person, with what it takes up', () => {
    expect(nextAct(rows, new Set(['total', 'seal']), true)).toEqual({ act: 'total', rows: [rows[0]] });
    expect(nextAct(rows, new Set(['sign']), true)).toEqual({ act: 'sign', rows: [rows[1]] });
    expect(nextAct(rows, new Set(['verify', 'reopen']), true)).toEqual({ act: 'verify', rows: [rows[2]] });
    expect(nextAct(rows, new Set(['seal']), true)).toBeUndefined();
  });

  it('is nothing while the month runs', () => {
    expect(nextAct(rows, new Set(['total', 'sign', 'seal', 'verify']), false)).toBeUndefined();
  });

  it('sends back only what was signed', () => {
    expect(takenBy('reopen', rows)).toEqual([rows[2]]);
  });
});

it('workdays are those of the published arrangement', () => {
  const days = [
    { day: '2026-10-01', kind: 'HOLIDAY' as const, name: '国庆节' },
    { day: '2026-10-10', kind: 'WORKDAY_SHIFT' as const, name: '国庆节调休' },
  ];
  const found = workdaysOf('2026-10', { days });
  expect(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-10'].map((day) => found.has(day))).toEqual([
    false,
    true,
    false,
    true,
  ]);
});
