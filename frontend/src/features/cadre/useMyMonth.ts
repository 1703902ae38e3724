import { useMemo } from 'react';
import { useQuery } from 'urql';
import { MY_POSTING } from './operations';

// A month that is still empty names no type in its answer, and would not be read anew after the first check-in.
const CHANGED_BY = ['AttendanceDay', 'WorkLog'];

/** One's own posting with one month of it; read anew whenever one has checked in or written a log. */
export function useMyMonth(month: string) {
  const context = useMemo(() => ({ additionalTypenames: CHANGED_BY }), []);
  return useQuery({ query: MY_POSTING, variables: { month }, context });
}
