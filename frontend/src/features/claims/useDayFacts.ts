import { useCallback } from 'react';
import { useClient } from 'urql';
import type { DayActsFragment, DayFactsQuery } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { type Day, monthOf } from '../../shared/days';
import { Refused } from '../../shared/failure';
import { type Reading, useReading } from '../../shared/useReading';
import { may, useSession } from '../session/session';
import { nearMonth } from './facts';
import { DAY_FACTS } from './operations';

export interface DayFacts {
  /** The days of the month, and those of the other month into which the days around reach, by date. */
  days: ReadonlyMap<Day, DayActsFragment>;
  posting: NonNullable<DayFactsQuery['posting']>;
  /** Undefined to whoever may not read leave. */
  leaves: NonNullable<DayFactsQuery['leaves']>['nodes'] | undefined;
}

/** What is known of a person's day besides what is claimed of it. */
export function useDayFacts(postingId: string, day: Day): Reading<DayFacts> {
  const client = useClient();
  const { viewer } = useSession();
  const logs = may(viewer, 'worklog:read');
  const leaves = may(viewer, 'leave:read');
  const read = useCallback(async () => {
    const month = monthOf(day);
    const near = nearMonth(day);
    const found = await ask(client, DAY_FACTS, { posting: postingId, month, near, from: day, to: day, logs, leaves });
    if (!found.posting) throw new Refused('看不到这个任职的考勤。');
    const known = [...(found.posting.nearDays ?? []), ...(found.posting.attendanceDays ?? [])];
    return { posting: found.posting, leaves: found.leaves?.nodes, days: new Map(known.map((one) => [one.day, one])) };
  }, [client, postingId, day, logs, leaves]);
  return useReading(read);
}
