import { useCallback } from 'react';
import { useClient } from 'urql';
import type { FindingLeadsQuery, FindingPartsFragment, SeenPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import { monthOf } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { usePages } from '../acts/usePages';
import { may, useSession } from '../session/session';
import { everyNode } from './everyNode';
import { FINDING_LEADS, INSPECTION_FINDINGS_OF, SEEN_ON_THE_SPOT } from './looking';
import type { Inspection } from './planning';

export type Finding = FindingPartsFragment;
/** A finding without its files, as many at once are read on the spot. */
export type Seen = SeenPartsFragment;
export type Lead = FindingLeadsQuery['leads']['nodes'][number];

const NONE = { nodes: [], pageInfo: { hasNextPage: false } };

/** What an inspection found, as far as the person may see it. */
export function useFindings(id: string) {
  const client = useClient();
  const read = useCallback(
    async (after: string | null) =>
      (await ask(client, INSPECTION_FINDINGS_OF, { id, after })).inspection?.findings ?? NONE,
    [client, id],
  );
  return usePages<Finding>(read);
}

/** Everything that was noted on the spot so far. */
export function useSeen(id: string) {
  const client = useClient();
  const read = useCallback(
    () =>
      everyNode<Seen>(async (after) => (await ask(client, SEEN_ON_THE_SPOT, { id, after })).inspection?.findings ?? NONE),
    [client, id],
  );
  return useReading(read);
}

/** What follows from findings that are published: leads against a signature, of nobody seen, of a violation. */
export function useLeads(inspection: Inspection, findings: readonly Finding[]): readonly Lead[] {
  const client = useClient();
  const { viewer } = useSession();
  const asks = inspection.state === 'PUBLISHED' && may(viewer, 'lead:read');
  const months = asks ? [...new Set(findings.map(({ foundOn }) => monthOf(foundOn)))].sort().join(' ') : '';
  const { regionCode } = inspection;
  const read = useCallback(async () => {
    if (months === '') return [];
    const answers = await Promise.all(
      months.split(' ').map((month) => ask(client, FINDING_LEADS, { regionCode, month })),
    );
    return answers.flatMap(({ leads }) => leads.nodes);
  }, [client, months, regionCode]);
  return useReading(read).value ?? [];
}

/** The leads that speak of the person and day of a finding. */
export function leadsOf(finding: Finding, leads: readonly Lead[]): Lead[] {
  return leads.filter((lead) => lead.posting?.id === finding.posting?.id && lead.since === finding.foundOn);
}
