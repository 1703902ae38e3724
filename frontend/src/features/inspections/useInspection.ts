import { useCallback } from 'react';
import { type Client, useClient } from 'urql';
import { ask } from '../../shared/ask';
import { useReading } from '../../shared/useReading';
import { everyNode } from './everyNode';
import { DRAW_MEMBERS, INSPECTION } from './operations';
import type { Inspection } from './planning';
import type { Draw, Member } from './route';

export type DrawnInspection = Inspection & { drawn: Draw[] };

const NONE = { nodes: [], pageInfo: { hasNextPage: false } };

/** One inspection with its draws; null for one that there is not, or of which the person may not know. */
export function useInspection(id: string) {
  const client = useClient();
  const read = useCallback(async (): Promise<DrawnInspection | null> => {
    const { inspection } = await ask(client, INSPECTION, { id });
    if (inspection == null) return null;
    const drawn = await Promise.all(
      inspection.draws.nodes.map(async (draw) => ({ ...draw, members: await membersOf(client, draw.id) })),
    );
    return { ...inspection, drawn };
  }, [client, id]);
  return useReading(read);
}

function membersOf(client: Client, id: string): Promise<Member[]> {
  return everyNode(async (after) => {
    const { node } = await ask(client, DRAW_MEMBERS, { id, after });
    return node && 'members' in node ? node.members : NONE;
  });
}
