import { describe, expect, it } from 'vitest';
import { type Board, boardLines, countOf, type Counts, firstWaiting, handWords, isFilter, overdueDays, overdueWords, sinceWords, type Waiting } from './board';

const ZERO: Counts = { postings: 0, unregistered: 0, registered: 0, totalled: 0, signed: 0, sealed: 0, verified: 0, overdue: 0 };
const CLERK = { name: '傅忠才', office: '白厂门镇经办人', actingFor: null };

function waiting(given: Partial<Waiting>): Waiting {
  return { step: 'TOTAL', townshipCode: '210726102', sheets: 5, overdue: true, since: '2026-11-01', hands: [CLERK], ...given };
}

const BOARD: Board = {
  dueOn: '2026-11-05',
  counts: { ...ZERO, postings: 13, registered: 5, sealed: 8, overdue: 5 },
  townships: [
    { townshipCode: '210726101', townshipName: '芳山镇', counts: { ...ZERO, postings: 8, sealed: 8 } },
    { townshipCode: '210726102', townshipName: '白厂门镇', counts: { ...ZERO, postings: 5, registered: 5, overdue: 5 } },
  ],
  waiting: [waiting({}), waiting({ step: 'VERIFY', townshipCode: '210726101', sheets: 8, overdue: false })],
};

describe('the board', () => {
  it('has a line a township in a county, and a line a county above it', () => {
    const lines = boardLines(BOARD, '210726', new Map());
    expect(lines.map(({ name, counts, waiting: waits }) => [name, counts.postings, waits.length])).toEqual([
      ['芳山镇', 8, 1],
      ['白厂门镇', 5, 1],
    ]);
    const [county] = boardLines(BOARD, '2107', new Map([['210726', '黑山县']]));
    expect(county).toMatchObject({ code: '210726', name: '黑山县', townships: 2, counts: BOARD.counts });
    expect(county && firstWaiting(county)?.step).toBe('TOTAL');
  });

  it('counts each sheet under the step it waits for', () => {
    const counts = { ...ZERO, unregistered: 1, registered: 2, totalled: 3, signed: 4, sealed: 5, verified: 6, overdue: 10 };
    expect((['TOTAL', 'SIGN', 'SEAL', 'VERIFY', 'DONE', 'OVERDUE'] as const).map((by) => countOf(counts, by))).toEqual([
      3, 3, 4, 5, 6, 10,
    ]);
    expect([isFilter('SIGN'), isFilter('OVERDUE'), isFilter('X'), isFilter(null)]).toEqual([true, true, false, false]);
  });
});

describe('what a line says', () => {
  it('names whoever has to act, the deputy with whom they stand in for, and a vacant office', () => {
    expect(handWords(waiting({}))).toBe('等 白厂门镇经办人 傅忠才 统计');
    expect(handWords(waiting({}), true)).toBe('等您统计');
    const deputy = { name: '李四', office: '芳山镇党委书记', actingFor: '张三' };
    expect(handWords(waiting({ step: 'SIGN', hands: [deputy] }))).toBe('等 李四（代理张三，芳山镇党委书记） 签字');
    expect(handWords(waiting({ hands: [CLERK, CLERK] }))).toBe('等 白厂门镇经办人 傅忠才 等 2 人 统计');
    expect(handWords(waiting({ step: 'SIGN', hands: [] }))).toBe('等乡镇党委书记签字，现在没有人任职');
  });

  it('tells since when', () => {
    expect(sinceWords('2026-11-01', '2026-11-22')).toBe('11月1日起，已\u00a021\u00a0天');
    expect(sinceWords('2026-11-22', '2026-11-22')).toBe('今天起');
    expect(sinceWords(null, '2026-11-22')).toBe('当月还没有结束');
  });

  it('tells by how much it is late, and why', () => {
    const counts = { ...ZERO, postings: 6, unregistered: 1, registered: 2, signed: 3, overdue: 6 };
    expect(overdueDays(counts, '2026-11-05', '2026-11-22')).toBe(17);
    expect(overdueDays(ZERO, '2026-11-05', '2026-11-22')).toBe(0);
    expect(overdueWords(counts, '2026-11-05')).toBe(
      '应在11月5日前盖章：1 人一天也没有登记，2 人已登记、没有统计，3 张没有盖章',
    );
  });
});
