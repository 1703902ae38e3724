import type { AuditEventKind, AuditFilter } from '../../gql/graphql';
import type { Day } from '../../shared/days';

/** What somebody looks for in the trail; null and empty narrow nothing. */
export interface Sought {
  person: { accountId: string; name: string } | null;
  action: string | null;
  kind: AuditEventKind | null;
  /** The first and the last civil day. */
  from: Day | null;
  to: Day | null;
  subject: string;
  reason: string;
}

export const NOTHING: Sought = { person: null, action: null, kind: null, from: null, to: null, subject: '', reason: '' };

/** The same as the service is asked: civil days of Shanghai are instants there. */
export function filterOf({ person, action, kind, from, to, subject, reason }: Sought): AuditFilter {
  return {
    accountId: person?.accountId ?? null,
    action,
    kind,
    since: from && startOf(from),
    until: to && startOf(dayAfter(to)),
    subject: subject.trim() || null,
    reason: reason.trim() || null,
  };
}

function startOf(day: Day): string {
  return `${day}T00:00:00+08:00`;
}

function dayAfter(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
