import type { AccountStore, KeptPhoto } from './phone';
import { NotNow } from './refusals';

/** As the service cuts it: up to this size a photo would be one part anyway, and goes whole. */
const ONE_PART = 5 * 1024 * 1024;
const NOTED_EVERY_MILLISECONDS = 400;

/** An upload in parts as it stands at the service. */
export interface InParts {
  evidenceId: string;
  /** It has arrived, and is checked. */
  ready: boolean;
  parts: readonly { number: number; size: number; arrived: boolean; url: string | null }[];
}

/** What sending in parts asks of the service. */
export interface PartsService {
  /** How the photo stands, which may have been announced before; what is missing has links. */
  inParts: (photo: KeptPhoto) => Promise<InParts>;
  /** How it stands now, with new links: each lasts for minutes. */
  inPartsAgain: (evidenceId: string) => Promise<InParts>;
  put: (url: string, piece: Blob, progress: (sent: number) => void) => Promise<void>;
}

/** Whether a photo goes in parts: it is large, or sending it whole has failed. */
export function goesInParts({ file, broke }: KeptPhoto): boolean {
  return file.size > ONE_PART || broke === true;
}

/** Send what of the photo is not there yet; each part that arrives stays there, whatever becomes of the next. */
export async function carryInParts(store: AccountStore, service: PartsService, photo: KeptPhoto): Promise<InParts> {
  const note = noting(store, photo);
  const tried = new Set<number>();
  let standing = await service.inParts(photo);
  for (;;) {
    const there = sizeOf(standing.parts.filter(({ arrived }) => arrived));
    await note(there, true);
    const part = standing.parts.find(({ arrived }) => !arrived);
    if (standing.ready || part === undefined) return standing;
    // It was sent, and the store does not know of it: later, rather than again and again.
    if (part.url === null || tried.has(part.number)) throw new NotNow('this');
    tried.add(part.number);
    const from = sizeOf(standing.parts.filter(({ number }) => number < part.number));
    const piece = photo.file.slice(from, from + part.size);
    await service.put(part.url, piece, (sent) => void note(there + sent, false));
    standing = await service.inPartsAgain(standing.evidenceId);
  }
}

function sizeOf(parts: readonly { size: number }[]): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

/** Writes down how far a photo is, for every tab and for after a reload, not more often than an eye can follow. */
function noting(store: AccountStore, { id, file }: KeptPhoto): (sent: number, always: boolean) => Promise<void> {
  let last = 0;
  return async (sent, always) => {
    const now = Date.now();
    if (!always && now - last < NOTED_EVERY_MILLISECONDS) return;
    last = now;
    await store.carried.put({ photoId: id, sent: Math.min(sent, file.size), size: file.size }).catch(() => undefined);
  };
}
