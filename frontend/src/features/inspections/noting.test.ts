import { describe, expect, it } from 'vitest';
import { inputOf, presenceChoices, typedOf } from './noting';

const AT_VILLAGE = { postingId: 'p', end: 'VILLAGE' } as const;

describe('a finding', () => {
  it('holds nothing against somebody on leave', () => {
    const typed = { presence: 'ON_LEAVE', violation: 'COMMUTING', nightsAway: 3, foundOn: '2026-11-22', demanded: false } as const;
    expect(inputOf({ ...typed }, AT_VILLAGE)).toMatchObject({ presence: 'ON_LEAVE', violation: null, nightsAway: null });
  });

  it('demands something only with a deadline and while it is asked for', () => {
    const typed = { presence: 'ABSENT', foundOn: '2026-11-22', demand: ' 写明去向。 ', dueOn: '2026-11-30' } as const;
    expect(inputOf({ ...typed, demanded: true }, AT_VILLAGE).rectify).toEqual({ demand: '写明去向。', dueOn: '2026-11-30' });
    expect(inputOf({ ...typed, demanded: false }, AT_VILLAGE).rectify).toBeNull();
  });

  it('says of a place what was seen there, and of nobody whether they were present', () => {
    const typed = { presence: 'ABSENT', note: ' 村部上锁。', foundOn: '2026-11-22', demanded: false } as const;
    expect(inputOf({ ...typed }, { regionCode: '210726101200' })).toMatchObject({
      regionCode: '210726101200',
      presence: null,
      note: '村部上锁。',
    });
  });

  it('begins with today, or with what was noted before', () => {
    expect(typedOf(undefined, '2026-11-22')).toEqual({ foundOn: '2026-11-22', demanded: false });
    const before = {
      id: 'f',
      regionCode: 'v',
      presence: 'ABSENT',
      end: 'VILLAGE',
      violation: null,
      nightsAway: 2,
      households: ['3号'],
      foundOn: '2026-11-20',
      note: null,
      posting: { id: 'p' },
      rectification: { id: 'r', demand: '整改', dueOn: '2026-11-30' },
    } as const;
    expect(typedOf({ ...before, households: [...before.households] }, '2026-11-22')).toMatchObject({
      presence: 'ABSENT',
      nightsAway: 2,
      note: '',
      foundOn: '2026-11-20',
      demanded: true,
      dueOn: '2026-11-30',
    });
  });

  it('asks what a call established, not whether somebody answered', () => {
    expect(presenceChoices('PHONE_CALL', 'VILLAGE').map(({ label }) => label)).toEqual(['核实在岗', '核实不在岗', '请假']);
    expect(presenceChoices('SPOT_CHECK', 'UNIT').map(({ label }) => label)).toEqual(['在单位', '不在单位', '请假']);
  });
});
