import { useCallback } from 'react';
import { useClient } from 'urql';
import { tell } from '../../shared/ask';
import { fullDayTitle } from '../../shared/days';
import { Refused } from '../../shared/failure';
import { ActDialog } from '../acts/ActDialog';
import { letGo } from './keeping';
import { CLAIM_KEPT_ENTRY } from './operations';
import type { KeptEntry } from './phone';
import { NotNow } from './refusals';
import { serviceOver } from './service';
import { useLive } from './useLive';
import { useStore } from './useStore';

/** Making a claim of an entry that the service did not take; its photo goes with it. */
export function ClaimEntry({ entryId, close }: { entryId: string; close: () => void }) {
  const client = useClient();
  const store = useStore();
  const entry = useLive(useCallback(() => store.entries.get(entryId), [store, entryId]));
  if (!entry) return null;

  const announced = async ({ photoId }: KeptEntry): Promise<string[]> => {
    const photo = photoId === null ? undefined : await store.photos.get(photoId);
    if (!photo || photo.state === 'REFUSED') return [];
    try {
      return [(await serviceOver(client).announce(photo)).evidenceId];
    } catch (thrown) {
      throw thrown instanceof NotNow ? thrown : new Refused(thrown instanceof Error ? thrown.message : '');
    }
  };
  return (
    <ActDialog
      title={`补签 ${fullDayTitle(entry.day)}`}
      lead="写明当天没有签上到的原因，由乡镇审批；这条签到的照片随申请一起交上去。"
      label="提交补签申请"
      reason={{ label: '原因' }}
      act={async ({ reason }, idempotencyKey) => {
        const evidenceIds = await announced(entry);
        await tell(client, CLAIM_KEPT_ENTRY, { input: { idempotencyKey, day: entry.day, reason, evidenceIds } });
        await letGo(store, entry.id);
      }}
      done={close}
      close={close}
    />
  );
}
