import { expect, it } from 'vitest';
import { type Attendance, countsOf, draftOf, isNews, type Person, peopleOf } from './records';

const WANG = {
  postingId: 'p1',
  cadreName: '王建国',
  placeName: '芳山村',
  state: 'PRESENT',
  proposed: null,
  standing: 'ATTENDED',
  reason: '已到场。',
} as const;
const LI = { ...WANG, postingId: 'p2', cadreName: '李秀英', state: null, proposed: 'ON_LEAVE', standing: 'EXCUSED' } as const;
const RECORD = {
  state: 'PRESENT' as const,
  note: '九点到',
  recordedAt: '2026-11-04T10:00:00+08:00',
  posting: { id: 'p1' },
  evidence: [{ id: 'e1', fileName: '签到表.jpg' }],
} satisfies Attendance;

function people(): [Person, Person] {
  const found = peopleOf({ concernedByEvent: [WANG, LI], node: { id: 'event', attendance: [RECORD] } });
  if (!found[0] || !found[1]) throw new Error('nobody');
  return [found[0], found[1]];
}

it('everybody concerned comes with what was recorded of them', () => {
  const [wang, li] = people();
  expect([wang.record?.note, li.record]).toEqual(['九点到', undefined]);
});

it('a form begins with the record, or with what is proposed', () => {
  const [wang, li] = people();
  expect(draftOf(wang)).toEqual({ state: 'PRESENT', note: '九点到', kept: RECORD.evidence, added: [] });
  expect(draftOf(li).state).toBe('ON_LEAVE');
});

it('only what is decided and differs from the record is sent', () => {
  const [wang, li] = people();
  expect(isNews(wang, draftOf(wang))).toBe(false);
  expect(isNews(wang, { ...draftOf(wang), note: ' 九点到 ' })).toBe(false);
  expect(isNews(wang, { ...draftOf(wang), state: 'ABSENT' })).toBe(true);
  expect(isNews(wang, { ...draftOf(wang), kept: [] })).toBe(true);
  expect(isNews(li, draftOf(li))).toBe(true);
  expect(isNews(li, { ...draftOf(li), state: null })).toBe(false);
});

it('who has no record is counted only where everybody is within reach', () => {
  const event = { attendance: [{ state: 'PRESENT' as const }, { state: 'ABSENT' as const }], concerned: 5 };
  expect(countsOf(event, true)).toEqual({ present: 1, onLeave: 0, absent: 1, unrecorded: 3 });
  expect(countsOf(event, false).unrecorded).toBeUndefined();
});
