import { describe, expect, it } from 'vitest';
import {
  backTitle,
  dayOfSlot,
  halfAt,
  halfOfSlot,
  isDay,
  partsOf,
  slotAt,
  slotOf,
  slotsOf,
  stretchTitle,
  sumOf,
} from './stretch';
import { QUICK } from './quick';

const TODAY = '2026-11-22';

describe('half days', () => {
  it('are numbered one after the other, two a day', () => {
    const noon = slotOf(TODAY, 'AFTERNOON');
    expect(noon).toBe(slotOf(TODAY, 'MORNING') + 1);
    expect(slotOf('2026-11-23', 'MORNING')).toBe(noon + 1);
    expect([dayOfSlot(noon), halfOfSlot(noon)]).toEqual([TODAY, 'AFTERNOON']);
  });

  it('turn at noon in Shanghai', () => {
    expect(halfAt(new Date('2026-11-22T03:59:59Z'))).toBe('MORNING');
    expect(halfAt(new Date('2026-11-22T04:00:00Z'))).toBe('AFTERNOON');
    expect(slotAt(new Date('2026-11-21T16:00:00Z'))).toBe(slotOf(TODAY, 'MORNING'));
  });

  it('are told to the service as whole days but for a first afternoon and a last morning', () => {
    expect(partsOf({ fromHalf: 'MORNING', toHalf: 'AFTERNOON' })).toEqual({ fromPart: 'WHOLE', toPart: 'WHOLE' });
    expect(partsOf({ fromHalf: 'AFTERNOON', toHalf: 'MORNING' })).toEqual({ fromPart: 'AFTERNOON', toPart: 'MORNING' });
  });
});

describe('a stretch in words', () => {
  it('names halves only where they are not the whole', () => {
    const days = { fromDay: '2026-11-24', toDay: '2026-11-25' } as const;
    expect(stretchTitle({ ...days, fromHalf: 'AFTERNOON', toHalf: 'AFTERNOON' }, TODAY)).toBe('11月24日下午至11月25日');
    expect(stretchTitle({ ...days, fromHalf: 'MORNING', toHalf: 'MORNING' }, TODAY)).toBe('11月24日至11月25日上午');
    const day = { fromDay: '2026-11-24', toDay: '2026-11-24' } as const;
    expect(stretchTitle({ ...day, fromHalf: 'MORNING', toHalf: 'AFTERNOON' }, TODAY)).toBe('11月24日');
    expect(stretchTitle({ ...day, fromHalf: 'AFTERNOON', toHalf: 'AFTERNOON' }, TODAY)).toBe('11月24日下午');
  });

  it('names the year where it is another', () => {
    const over = { fromDay: '2026-12-31', fromHalf: 'MORNING', toDay: '2027-01-02', toHalf: 'AFTERNOON' } as const;
    expect(stretchTitle(over, TODAY)).toBe('12月31日至2027年1月2日');
    expect(backTitle(slotsOf(over).after, TODAY)).toBe('2027年1月3日上午');
  });
});

describe('the days picked at one touch', () => {
  it('lie from today on', () => {
    expect(QUICK.map(({ title, of }) => [title, stretchTitle(of(TODAY), TODAY)])).toEqual([
      ['今天下午', '11月22日下午'],
      ['明天上午', '11月23日上午'],
      ['明天一天', '11月23日'],
      ['明后两天', '11月23日至11月24日'],
    ]);
  });
});

it('adds up halves', () => {
  expect(sumOf(['1.5', '0.5', '3'])).toBe(5);
  expect(sumOf([])).toBe(0);
});

it('takes only real days from the address', () => {
  expect([isDay('2026-11-22'), isDay('2026-13-01'), isDay('明天'), isDay(null)]).toEqual([true, false, false, false]);
});
