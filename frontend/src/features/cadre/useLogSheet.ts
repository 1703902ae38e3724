import { useCallback, useEffect, useRef, useState } from 'react';
import type { Day } from '../../shared/days';
import { type Held, heldPictures, type OnPhone, onPhone, type Written } from '../entries/logs';
import type { ArrivedLog, LogBody, SentLog } from '../entries/records';
import { useStore } from '../entries/useStore';
import type { MyLog } from './useMyMonth';

/** What the page of a log begins with; another number, another page. */
export interface Beginning extends Written {
  number: number;
}

/** The log of a day as the service told it, by whichever question. */
export type ServiceLog = MyLog | ArrivedLog;

type Base = LogBody['base'];

const NOTHING: OnPhone = { draft: undefined, kept: undefined, sent: undefined };

/**
 * What stands on the page of a day's log: what was not finished, else what waits or was refused, else what the service
 * has. It begins anew when the service has something else and nothing of one's own is on the phone or being typed.
 */
export function useLogSheet(day: Day, log: MyLog | undefined, phone: OnPhone | undefined) {
  const store = useStore();
  const [beginning, setBeginning] = useState<Beginning>();
  const dirtyRef = useRef(false);
  const hadRef = useRef(false);
  const there = newest(log, phone?.sent?.log);
  const own = (phone?.draft ?? phone?.kept) !== undefined;

  const begin = useCallback(async () => {
    const here = await onPhone(store, day).catch(() => NOTHING);
    const body = here.draft ?? here.kept?.next ?? here.kept;
    const pictures = body ? await heldPictures(store, body.pictures) : [];
    const written = body ? { ...body, pictures } : writtenAtService(newest(log, here.sent?.log));
    if (!dirtyRef.current) setBeginning((before) => ({ ...written, number: (before?.number ?? 0) + 1 }));
  }, [store, day, log]);

  useEffect(() => {
    if (phone === undefined && beginning !== undefined) return;
    const gone = hadRef.current && !own;
    hadRef.current = own;
    const elsewhere = beginning !== undefined && !own && versionOf(there) !== beginning.base;
    if (beginning === undefined || gone || elsewhere) void begin();
  }, [phone, own, there, beginning, begin]);

  return { beginning, begin, dirtyRef, there };
}

/** The service's log of the day, if it is another than the one on which one's own is written. */
export function foreignTo(base: Base, there: ServiceLog | undefined, sent: SentLog | undefined): ServiceLog | undefined {
  const since = sent && base !== undefined && sent.over.includes(base) ? sent.version : base;
  if (!there || since === undefined || (there as Partial<ServiceLog>).updatedAt === undefined) return undefined;
  return since === null || Date.parse(there.updatedAt) > Date.parse(since) ? there : undefined;
}

function newest(log: MyLog | undefined, sent: ArrivedLog | undefined): ServiceLog | undefined {
  if (!log || !sent) return log ?? sent;
  return Date.parse(sent.updatedAt) > Date.parse(log.updatedAt) ? sent : log;
}

/** Undefined where an answer from before this release does not tell it. */
function versionOf(log: ServiceLog | undefined): string | null | undefined {
  return log ? (log as Partial<ServiceLog>).updatedAt : null;
}

function writtenAtService(log: ServiceLog | undefined): Written {
  const typed = {
    content: log?.content ?? '',
    place: log?.place ?? '',
    companions: log?.companions ?? '',
    householdsVisited: log?.householdsVisited ?? 0,
    helpGiven: log?.helpGiven ?? '',
    problemsHeard: log?.problemsHeard ?? '',
  };
  const files = (log?.evidence ?? []).map(({ id, fileName }) => ({ id, fileName }));
  return { typed, items: null, files, pictures: [] as Held[], base: versionOf(log) };
}
