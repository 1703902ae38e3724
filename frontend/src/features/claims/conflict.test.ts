import { expect, it } from 'vitest';
import { followed, outcomesOf } from './conflict';

it('leave against a check-in can be decided either way, in the order in which they were recorded', () => {
  const found = outcomesOf({ standing: 'LEAVE', claimed: 'ON_DUTY', part: 'WHOLE' });
  expect(found).toEqual([
    { decision: 'LEAVE', title: '在请假', effect: '这一天计请假。签到仍保留备查，但不计到岗。' },
    { decision: 'PRESENCE', title: '人在岗', effect: '这一天计到岗 1 天。请假的其余日子不变，这段不再算请假。' },
  ]);
  const turned = outcomesOf({ standing: 'ON_DUTY', claimed: 'LEAVE', part: 'AFTERNOON' });
  expect(turned.map((one) => one.decision)).toEqual(['PRESENCE', 'LEAVE']);
  expect(turned[0]?.effect).toContain('这天下午计到岗半天');
});

it('a registered absence against a check-in is presence or absence', () => {
  const found = outcomesOf({ standing: 'ABSENT', claimed: 'ON_DUTY', part: 'WHOLE' });
  expect(found.map((one) => [one.decision, one.title])).toEqual([
    ['ABSENCE', '人不在岗'],
    ['PRESENCE', '人在岗'],
  ]);
});

it('leave against a trip has one outcome, for which the later stands', () => {
  const found = outcomesOf({ standing: 'LEAVE', claimed: 'OFFICIAL_TRIP', part: 'WHOLE' });
  expect(found).toEqual([{ decision: 'LEAVE', title: '因公外出', effect: '这一天计因公外出。' }]);
});

it('a decision is told by the side that it followed', () => {
  const said = { standing: 'LEAVE', claimed: 'ON_DUTY', part: 'WHOLE' } as const;
  expect(followed({ ...said, decision: 'PRESENCE' })).toBe('claimed');
  expect(followed({ ...said, decision: 'LEAVE' })).toBe('standing');
  expect(followed({ ...said, decision: null })).toBeUndefined();
  expect(followed({ ...said, decision: 'ABSENCE' })).toBeUndefined();
});
