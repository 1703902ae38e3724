import type { Client } from 'urql';
import type { WriteLogInput } from '../../gql/graphql';
import { sent } from '../worklogs/items';
import { WRITE_LOG } from '../worklogs/operations';
import type { KeptLog, TypedLog } from './records';
import type { LogService } from './sendingLogs';
import { serviceOver, told } from './service';

const CHANGED = ['WorkLog', 'MonthlyAttendance'];
/** What the same log may be taken after; every other code is an answer. */
const PASSING = new Set([
  'AUDIT_UNAVAILABLE',
  'BUSY',
  'DATABASE_UNAVAILABLE',
  'DOCUMENT_UNKNOWN',
  'INTERNAL',
  'RATE_LIMITED',
  'STORAGE_UNAVAILABLE',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
]);

/** The service for logs over one session's client. */
export function logServiceOver(client: Client): LogService {
  const { announce } = serviceOver(client);
  return {
    announce,
    write: async (log) => {
      const input = inputOf(log);
      const { writeLog } = await told(client, WRITE_LOG, { input }, CHANGED, (code) => !PASSING.has(code));
      return {
        ...writeLog,
        place: writeLog.place ?? null,
        companions: writeLog.companions ?? null,
        helpGiven: writeLog.helpGiven ?? null,
        problemsHeard: writeLog.problemsHeard ?? null,
      };
    },
  };
}

/** The log as the service takes it. */
export function inputOf({ day, idempotencyKey, typed, items, files, pictures, base }: KeptLog): WriteLogInput {
  return {
    idempotencyKey,
    day,
    ...trimmed(typed),
    photoIds: [...files.map(({ id }) => id), ...pictures.flatMap(({ evidenceId }) => evidenceId ?? [])],
    // Untouched, items stay as they are: also where they could not be read.
    ...(items && sent(items)),
    // Where it is not known what was there, it is written as logs always were.
    ...(base !== undefined && { replaces: base }),
  };
}

function trimmed({ content, place, companions, householdsVisited, helpGiven, problemsHeard }: TypedLog) {
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    content: content.trim(),
    place: text(place),
    companions: text(companions),
    householdsVisited,
    helpGiven: text(helpGiven),
    problemsHeard: text(problemsHeard),
  };
}
