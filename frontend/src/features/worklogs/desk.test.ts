import { expect, it } from 'vitest';
import type { LogDeskQuery } from '../../gql/graphql';
import { deskOf, tellingOf } from './desk';

function event(id: string, day: string, at: string, more = {}) {
  return { id, title: `事${id}`, day, at, venue: '村部', withdrawnAt: null, ...more };
}

const ANSWER = {
  workLogTemplates: { nodes: [] },
  myOpenItems: { nodes: [{ id: 'a', text: '修渠', openedOn: '2026-11-20' }, { id: 'b', text: '路灯', openedOn: '2026-11-22' }] },
  events: {
    nodes: [
      event('3', '2026-11-22', '2026-11-22T06:00:00+00:00'),
      event('2', '2026-11-22', '2026-11-22T01:05:00+00:00', { withdrawnAt: '2026-11-21T01:00:00+00:00' }),
      event('1', '2026-11-22', '2026-11-22T00:30:00+00:00', { venue: ' ' }),
      event('4', '2026-11-23', '2026-11-23T00:30:00+00:00'),
    ],
  },
  myPosting: { id: 'p', region: { name: '徐家村' }, workLogs: [] },
} as unknown as LogDeskQuery;

it('a day is offered what was announced for it and not called off, the earliest first', () => {
  expect(deskOf(ANSWER, '2026-11-22').events.map(({ id, time }) => [id, time])).toEqual([
    ['1', '08:30'],
    ['3', '14:00'],
  ]);
});

it('an answer kept from another day offers nothing that was opened after the day', () => {
  expect(deskOf(ANSWER, '2026-11-21').items.map(({ id }) => id)).toEqual(['a']);
  expect(deskOf({ ...ANSWER, events: undefined } as unknown as LogDeskQuery, '2026-11-22').events).toEqual([]);
});

it('what one attended is told with its time and place', () => {
  const [first, second] = deskOf(ANSWER, '2026-11-22').events;
  expect([first && tellingOf(first), second && tellingOf(second)]).toEqual(['08:30 参加“事1”。', '14:00 参加“事3”（村部）。']);
});
