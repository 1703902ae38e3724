import { useCallback } from 'react';
import { useClient } from 'urql';
import { ask } from '../../shared/ask';
import { type Day, monthOf } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { offered } from './items';
import { LOG_DESK } from './operations';

/** What lies ready for the log of a day: templates, open items, what it said before, and the usual places. */
export function useDesk(day: Day) {
  const client = useClient();
  const read = useCallback(async () => {
    const desk = await ask(client, LOG_DESK, { day, month: monthOf(day) });
    const logs = desk.myPosting?.workLogs ?? [];
    const log = logs.find((one) => one.day === day);
    const before = logs.filter((one) => one.day < day && one.place).at(-1);
    return {
      templates: desk.workLogTemplates.nodes,
      items: offered(desk, log),
      log,
      village: desk.myPosting?.region.name,
      placeBefore: before?.place ?? undefined,
    };
  }, [client, day]);
  return useReading(read);
}
