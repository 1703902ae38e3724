import { describe, expect, it } from 'vitest';
import type { SignedIn } from '../session/session';
import { deadline, dueAct as dueActOf, plansFor, type Rectification, rectifies, waysOf } from './planning';

function holder(regionCode: string, ...permissions: string[]): SignedIn {
  return { roles: [{ regionCode }], permissions } as unknown as SignedIn;
}

function rectification(state: Rectification['state'], published = true, reportedByMe = false) {
  return { one: { state, reportedByMe }, found: { regionCode: '210726101200', published, plannerRegionCode: '210726' } };
}

function dueAct(viewer: SignedIn, { one, found }: ReturnType<typeof rectification>) {
  return dueActOf(viewer, one, found);
}

const COUNTY = holder('210726', 'inspection:plan');
const CLERK = holder('210726101', 'inspection:plan', 'inspection:rectify');
const NEXT_TOWNSHIP = holder('210726102', 'inspection:plan', 'inspection:rectify');
const READER = holder('210726', 'inspection:read');

describe('who acts next', () => {
  it('lets the township report what is demanded or was returned, and nobody else', () => {
    for (const state of ['DEMANDED', 'RETURNED'] as const) {
      expect(dueAct(CLERK, rectification(state))).toBe('report');
      expect(dueAct(COUNTY, rectification(state))).toBeUndefined();
      expect(dueAct(NEXT_TOWNSHIP, rectification(state))).toBeUndefined();
    }
  });

  it('lets the planners judge a report, not the township that made it', () => {
    expect(dueAct(COUNTY, rectification('REPORTED'))).toBe('judge');
    expect(dueAct(CLERK, rectification('REPORTED'))).toBeUndefined();
    expect(dueAct(READER, rectification('REPORTED'))).toBeUndefined();
    expect(dueAct(COUNTY, rectification('REPORTED', true, true))).toBeUndefined();
  });

  it('lets a county put right what is about itself, and leaves its townships theirs', () => {
    const county = holder('210726', 'inspection:plan', 'inspection:rectify');
    expect(rectifies(county, '210726')).toBe(true);
    expect(rectifies(county, '210726101')).toBe(false);
    expect(rectifies(CLERK, '210726101200')).toBe(true);
  });

  it('waits for nobody once it is accepted, or before it is published', () => {
    expect(dueAct(COUNTY, rectification('ACCEPTED'))).toBeUndefined();
    expect(dueAct(CLERK, rectification('DEMANDED', false))).toBeUndefined();
  });

  it('takes whoever plans above the planner for a planner, and nobody below', () => {
    expect(plansFor(holder('2107', 'inspection:plan'), '210726')).toBe(true);
    expect(plansFor(CLERK, '210726')).toBe(false);
    expect(plansFor(READER, '210726')).toBe(false);
  });
});

describe('deadlines', () => {
  it('counts the days after the last one, and none once it is accepted', () => {
    expect(deadline({ dueOn: '2026-11-20', state: 'RETURNED' }, '2026-11-22')).toEqual({
      overdue: true,
      words: '11月20日前，已逾期 2 天',
    });
    expect(deadline({ dueOn: '2026-11-22', state: 'DEMANDED' }, '2026-11-22').overdue).toBe(false);
    expect(deadline({ dueOn: '2025-12-31', state: 'ACCEPTED' }, '2026-11-22')).toEqual({
      overdue: false,
      words: '2025年12月31日前',
    });
  });
});

it('names the ways of an unannounced visit', () => {
  const ways = { withoutNotice: true, withoutRoute: false, straightToVillage: true, randomHouseholds: false };
  expect(waysOf(ways as Parameters<typeof waysOf>[0])).toEqual(['不打招呼', '直接进村']);
});
