import { expect, it } from 'vitest';
import { type DayOf, linesOf } from './DayOrigin';
import { stateOf } from './useDocument';

const DAY: DayOf = {
  day: '2026-10-13',
  status: 'ON_DUTY',
  afternoon: null,
  firstCheckInAt: '2026-10-13T00:54:00Z',
  checkIns: 1,
  photo: null,
  registered: false,
  registeredBy: null,
  approved: false,
  late: false,
  acts: [],
  conflict: null,
};
const NOTHING = { day: '2026-10-13', night: undefined, leaves: [], claims: [] };
const ACT = { at: '2026-10-13T00:54:00Z', receivedAt: '2026-10-14T01:00:00Z', late: true, accuracyM: 12.4, distanceM: 0, note: null };

it('a day tells of every check-in, and of one that came late', () => {
  expect(linesOf({ ...NOTHING, attendance: { ...DAY, acts: [ACT] } })).toEqual([
    ['签到', '08:54，在签到范围内，定位精度 12 米，2026年10月14日 09:00才收到'],
  ]);
});

it('a day tells who registered it, and of the approved leave on it alone', () => {
  const leave = { id: 'l', kind: 'SICK', state: 'APPROVED', fromDay: '2026-10-12', toDay: '2026-10-13', days: '2', reason: '发烧', approvedAt: null } as const;
  const found = linesOf({ ...NOTHING, leaves: [leave], attendance: { ...DAY, registered: true, registeredBy: '江慧梅', approved: true } });
  expect(found).toEqual([
    ['请假', '病假，10月12日至10月13日，已批准：发烧'],
    ['登记', '由江慧梅登记'],
  ]);
  expect(linesOf({ ...NOTHING, leaves: [{ ...leave, state: 'REJECTED' }], attendance: { ...DAY, approved: true } })).toEqual([]);
});

it('a day tells of its claim, its conflict and its night', () => {
  const claim = { id: 'c', day: '2026-10-13', state: 'APPROVED', reason: '没有信号', decidedByName: '江慧梅' } as const;
  const conflict = { id: 'x', explanation: '签到与请假不符', state: 'OPEN', decision: null, reason: null } as const;
  const night = { night: '2026-10-13', source: 'REGISTERED', spent: true, reason: null } as const;
  expect(linesOf({ ...NOTHING, claims: [claim], night, attendance: { ...DAY, conflict } })).toEqual([
    ['补签', '已同意，江慧梅办理：没有信号'],
    ['冲突', '签到与请假不符（待裁定）'],
    ['夜宿', '在村，登记'],
  ]);
});

it('a printed file that is past its day is no longer offered', () => {
  const ready = { state: 'READY', expiresAt: '2026-11-22T00:00:00Z' } as const;
  expect(stateOf(ready, new Date('2026-11-21T23:59:59Z'))).toBe('READY');
  expect(stateOf(ready, new Date('2026-11-22T00:00:00Z'))).toBe('EXPIRED');
  expect(stateOf({ state: 'QUEUED', expiresAt: null }, new Date())).toBe('QUEUED');
});
