import { useCallback, useEffect, useState } from 'react';
import { type Client, useClient } from 'urql';
import type { DayHalf, LeaveKind, LeavePreviewPartsFragment } from '../../gql/graphql';
import { ask } from '../../shared/ask';
import type { Day } from '../../shared/days';
import { useReading } from '../../shared/useReading';
import { EXTENSION_PREVIEW, LEAVE_PREVIEW } from './operations';
import { partsOf, type Stretch } from './stretch';

export type Preview = LeavePreviewPartsFragment;
/** What is meant: new leave, or approved leave that is to last longer. */
export type Meant =
  | { kind: LeaveKind; stretch: Stretch }
  | { leaveId: string; toDay: Day; toHalf: DayHalf };

const SETTLED_AFTER = 200;

/** What would become of it if it were asked for now; what was said before stands until the next answer is there. */
export function usePreview(meant: Meant | undefined): { preview: Preview | undefined; words: string | undefined } {
  const client = useClient();
  const text = meant === undefined ? '' : JSON.stringify(meant);
  const settled = useSettled(text);
  const read = useCallback(
    async () => (settled === '' ? undefined : previewed(client, JSON.parse(settled) as Meant)),
    [client, settled],
  );
  const { value, words } = useReading(read);
  const [kept, keep] = useState<Preview>();
  if (value !== undefined && value !== kept) keep(value);
  return { preview: text === '' ? undefined : (value ?? kept), words };
}

async function previewed(client: Client, meant: Meant): Promise<Preview> {
  if ('leaveId' in meant) {
    const { toPart } = partsOf({ fromHalf: 'MORNING', toHalf: meant.toHalf });
    const variables = { leaveId: meant.leaveId, to: meant.toDay, toPart };
    return (await ask(client, EXTENSION_PREVIEW, variables)).leaveExtensionPreview;
  }
  const { kind, stretch } = meant;
  const variables = { kind, from: stretch.fromDay, to: stretch.toDay, ...partsOf(stretch) };
  return (await ask(client, LEAVE_PREVIEW, variables)).leavePreview;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(text);
    }, SETTLED_AFTER);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text]);
  return settled;
}
