import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { civilDay, fullDayTitle, weekdayTitle } from '../../shared/days';
import { usePages } from '../acts/usePages';
import { LeaveList } from './LeaveList';
import { LEAVES } from './operations';

/** Who is away today on approved leave or a trip. */
export function AwayToday({ regionCode }: { regionCode: string | null }) {
  const client = useClient();
  const today = civilDay();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, LEAVES, { regionCode, state: 'APPROVED', from: today, to: today, after })).leaves,
    [client, regionCode, today],
  );
  return (
    <LeaveList
      title={`今天外出（${fullDayTitle(today)} ${weekdayTitle(today)}）`}
      order="晚开始的在前"
      pages={usePages(read)}
      empty={{ title: '今天没有人请假或因公外出', words: '批准了的请假、因公外出，当天会列在这里。' }}
    />
  );
}
