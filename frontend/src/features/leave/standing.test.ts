import { describe, expect, it } from 'vitest';
import { effectOf, standing } from './standing';
import { slotOf } from './stretch';

const TODAY = '2026-11-22';
const MORNING = slotOf(TODAY, 'MORNING');

/** Approved leave from the 20th to the 23rd at noon. */
const GIVEN = {
  kind: 'PERSONAL',
  state: 'APPROVED',
  fromDay: '2026-11-20',
  fromHalf: 'MORNING',
  toDay: '2026-11-23',
  toHalf: 'MORNING',
  waiting: null,
  overdueDays: 0,
  returnSeenOn: null,
  reportedBackOn: null,
  endedReason: null,
} as const;

describe('how leave stands', () => {
  it('waits for whoever is next, and can only be withdrawn', () => {
    const asked = { ...GIVEN, state: 'SUBMITTED', waiting: '请假等待芳山镇审批' } as const;
    expect(standing(asked, MORNING, TODAY)).toEqual({
      words: '待审批',
      tone: 'calm',
      next: '请假等待芳山镇审批',
      acts: ['withdraw'],
      present: false,
    });
  });

  it('can be cancelled before it begins, but not reported back from', () => {
    const before = standing(GIVEN, slotOf('2026-11-19', 'AFTERNOON'), TODAY);
    expect(before).toMatchObject({ words: '已批准', acts: ['extend', 'cancel'], present: false });
    expect(before.next).toBe('11月20日上午起，应于11月23日下午回岗');
  });

  it('is going on until its last half day is over', () => {
    expect(standing(GIVEN, slotOf('2026-11-23', 'MORNING'), TODAY)).toMatchObject({
      words: '休假中',
      acts: ['report', 'extend', 'cancel'],
      next: '应于11月23日下午回岗销假',
      present: true,
    });
    expect(standing(GIVEN, slotOf('2026-11-23', 'AFTERNOON'), TODAY)).toMatchObject({
      words: '待销假',
      acts: ['report', 'extend'],
    });
  });

  it('is called a trip where it is one', () => {
    expect(standing({ ...GIVEN, kind: 'OFFICIAL_TRIP' }, MORNING, TODAY).words).toBe('外出中');
  });

  it('offers to withdraw an extension that waits in the place of another', () => {
    const longer = { ...GIVEN, waiting: '第1次续假等待芳山镇审批' };
    expect(standing(longer, MORNING, TODAY).acts).toEqual(['report', 'withdraw', 'cancel']);
  });

  it('says for how long somebody stayed away, and where a return was seen', () => {
    const late = { ...GIVEN, overdueDays: 2, returnSeenOn: '2026-11-26' };
    expect(standing(late, slotOf('2026-11-26', 'AFTERNOON'), '2026-11-26')).toMatchObject({
      words: '逾期 2 天',
      tone: 'late',
      next: '应于11月23日下午回岗销假；11月26日已有到岗记录，待销假',
    });
  });

  it('tells why it was refused and when one was back, and offers nothing any more', () => {
    const refused = { ...GIVEN, state: 'REJECTED', endedReason: '防火值班' } as const;
    expect(standing(refused, MORNING, TODAY)).toMatchObject({ words: '未批准', next: '理由：防火值班', acts: [] });
    const back = { ...GIVEN, state: 'CLOSED', reportedBackOn: '2026-11-22' } as const;
    expect(standing(back, MORNING, TODAY)).toMatchObject({ words: '已销假', next: '11月22日到岗', acts: [] });
  });
});

describe('what a return makes of the days', () => {
  it('gives back what was not taken', () => {
    expect(effectOf(GIVEN, slotOf('2026-11-21', 'AFTERNOON'), TODAY)).toContain('实际休 1.5 天，退回 2 天');
  });

  it('cancels what was not begun', () => {
    expect(effectOf(GIVEN, slotOf('2026-11-20', 'MORNING'), TODAY)).toContain('按取消处理');
    expect(effectOf(GIVEN, slotOf('2026-11-19', 'MORNING'), TODAY)).toBeUndefined();
  });

  it('counts the whole days that one stayed away', () => {
    expect(effectOf(GIVEN, slotOf('2026-11-23', 'AFTERNOON'), TODAY)).toBe('按时回岗：休满 3.5 天。');
    expect(effectOf(GIVEN, slotOf('2026-11-24', 'MORNING'), TODAY)).toContain('不到一整天');
    expect(effectOf(GIVEN, slotOf('2026-11-26', 'MORNING'), TODAY)).toContain('最多 2 天');
  });
});
