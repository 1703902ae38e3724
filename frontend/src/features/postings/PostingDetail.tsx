import { may, useSession } from '../session/session';
import { PersonLine } from './PersonLine';
import { PostingMonth } from './PostingMonth';
import type { Posting } from './rows';

interface Props {
  posting: Posting;
  month: string;
  /** Whether the month's days may be read. */
  monthly: boolean;
}

/** What a row opens into: the person's masked numbers, and their month. */
export function PostingDetail({ posting, month, monthly }: Props) {
  const { viewer } = useSession();
  return (
    <>
      {may(viewer, 'cadre:read') && <PersonLine postingId={posting.id} />}
      {monthly && <PostingMonth posting={posting} month={month} />}
    </>
  );
}
