import type { Day } from '../../shared/days';
import type { LogItems } from '../worklogs/items';

/** The fields of a log as they stand on the page. */
export interface TypedLog {
  content: string;
  place: string;
  companions: string;
  householdsVisited: number;
  helpGiven: string;
  problemsHeard: string;
}

/** A file that the service has. */
export interface LogFile {
  id: string;
  fileName: string;
}

/** A photo whose bytes are on the phone, as a `KeptPhoto` of the same id. */
export interface LogPicture {
  id: string;
  fileName: string;
  /** Under which the service waits for it; null until it was announced. */
  evidenceId: string | null;
}

/** All that a person wrote of a day. */
export interface LogBody {
  typed: TypedLog;
  /** Null: nothing is said of items. */
  items: LogItems | null;
  files: readonly LogFile[];
  pictures: readonly LogPicture[];
  /** `updatedAt` of the log of the service's on which it was written; null: there was none; undefined: not known. */
  base: string | null | undefined;
}

/** A log that its writer has not finished. */
export interface LogDraft extends LogBody {
  day: Day;
  /** ISO 8601. */
  at: string;
}

/** A log that was finished and has not arrived; a day has one. */
export interface KeptLog extends LogBody {
  day: Day;
  /** ISO 8601. */
  at: string;
  idempotencyKey: string;
  /** It may have gone out: it is sent as it is, whatever is written since. */
  tried: boolean;
  state: 'WAITING' | 'REFUSED';
  /** Why the service did not take it, or could not yet. */
  words: string | null;
  /** Written since it was tried; goes in its place when the service has answered for it. */
  next: LogBody | null;
}

/** What became of the last log of a day that was sent from this phone. */
export interface SentLog {
  /** `updatedAt` of the service's log. */
  version: string;
  /** The logs that this one, and those before it, were written on. */
  over: readonly (string | null | undefined)[];
  /** By id of the picture, the file that it became. */
  became: Readonly<Record<string, LogFile>>;
  log: ArrivedLog;
}

/** The log as the service has it. */
export interface ArrivedLog {
  day: Day;
  content: string;
  place: string | null;
  companions: string | null;
  householdsVisited: number;
  helpGiven: string | null;
  problemsHeard: string | null;
  evidence: readonly LogFile[];
  updatedAt: string;
  incomplete: readonly string[];
  evidenceMissing: boolean;
}

/** What was written, with the photos that have gone to the service named as its files, and on top of what was sent. */
export function caughtUp<Body extends LogBody>(body: Body, sent: SentLog | undefined): Body {
  if (!sent) return body;
  const known = new Set(body.files.map(({ id }) => id));
  const became = body.pictures.flatMap(({ id }) => sent.became[id] ?? []).filter(({ id }) => !known.has(id));
  return {
    ...body,
    files: [...body.files, ...became],
    pictures: body.pictures.filter(({ id }) => sent.became[id] === undefined),
    base: body.base !== undefined && sent.over.includes(body.base) ? sent.version : body.base,
  };
}
