import { describe, expect, it } from 'vitest';
import { civilDay, clockTime, daysBetween, daysOfMonth, isMonth, momentTitle, monthTitle, shiftMonth, weekdayTitle } from './days';

describe('civil days', () => {
  it('are those of Shanghai, whatever the machine thinks', () => {
    expect(civilDay(new Date('2026-11-21T15:59:59Z'))).toBe('2026-11-21');
    expect(civilDay(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect(clockTime('2026-11-21T16:05:00Z')).toBe('00:05');
  });

  it('are written with their year where the year matters', () => {
    expect(momentTitle('2026-11-21T16:05:00Z')).toBe('2026年11月22日 00:05');
  });

  it('are counted across months and leap days', () => {
    expect(daysBetween('2024-02-27', '2024-03-01')).toBe(3);
    expect(daysBetween('2026-11-21', '2026-11-21')).toBe(0);
    expect(daysOfMonth('2024-02')).toHaveLength(29);
    expect(daysOfMonth('2026-11').at(-1)).toBe('2026-11-30');
  });

  it('have a weekday', () => {
    expect(weekdayTitle('2026-11-22')).toBe('星期日');
  });
});

describe('months', () => {
  it('turn over the year', () => {
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(monthTitle('2026-09')).toBe('2026年9月');
  });

  it('in an address are checked', () => {
    expect([isMonth('2026-11'), isMonth('2026-13'), isMonth('2026-1'), isMonth(null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
