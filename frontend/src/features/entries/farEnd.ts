import type { InParts } from './parts';
import { NotNow } from './refusals';
import type { Announced, EntryAnswer, PhotoAnswer } from './sending';

type Step = 'announce' | 'submit' | 'deliver' | 'put' | 'complete';

/** The service cuts files so. */
export const PART = 5 * 1024 * 1024;

/** For tests: the far end of a bad line: takes each id once, and forgets nothing that it took. */
export class FarEnd {
  readonly days = new Map<string, string | null>();
  readonly photos = new Map<string, 'announced' | 'there' | 'ready'>();
  readonly deliveries: string[] = [];
  submissions = 0;
  /** Set by a test: what goes wrong at the next such step. */
  readonly trouble = new Map<Step, Error>();
  /** The answer to the next submission is lost on its way back. */
  answerLost = false;
  refusals = new Map<string, Pick<EntryAnswer, 'message' | 'tryAgain'>>();
  photoAnswer: PhotoAnswer | undefined;

  announce = (photo: { id: string }): Promise<Announced> => {
    this.meet('announce');
    if (!this.photos.has(photo.id)) this.photos.set(photo.id, 'announced');
    const ready = this.photos.get(photo.id) === 'ready';
    return Promise.resolve({ evidenceId: photo.id, url: '/store', fields: [], ready });
  };

  submit = (entries: { id: string; evidenceId: string | null }[]): Promise<EntryAnswer[]> => {
    this.submissions += 1;
    this.meet('submit');
    const answers = entries.map(({ id, evidenceId }): EntryAnswer => {
      const refusal = this.refusals.get(id);
      if (refusal) return { id, outcome: 'REFUSED', ...refusal };
      const outcome = this.days.has(id) ? 'DUPLICATE' : 'COUNTED';
      if (!this.days.has(id)) this.days.set(id, evidenceId);
      return { id, outcome, message: null, tryAgain: false };
    });
    if (!this.answerLost) return Promise.resolve(answers);
    this.answerLost = false;
    return Promise.reject(new NotNow('everything'));
  };

  /** Of each photo that goes in parts, which parts are there. */
  readonly parts = new Map<string, Set<number>>();
  readonly puts: string[] = [];
  /** The store says that it has a part, and does not have it. */
  forgetful = false;

  inParts = ({ id, file }: { id: string; file: Blob }): Promise<InParts> => {
    this.sizes.set(id, file.size);
    if (!this.parts.has(id)) this.parts.set(id, new Set());
    return this.inPartsAgain(id);
  };

  inPartsAgain = (evidenceId: string): Promise<InParts> => {
    const there = this.parts.get(evidenceId) ?? new Set();
    const whole = ['there', 'ready'].includes(this.photos.get(evidenceId) ?? '');
    const size = this.sizes.get(evidenceId) ?? 0;
    const parts = Array.from({ length: Math.ceil(size / PART) }, (_, index) => {
      const arrived = whole || there.has(index + 1);
      const url = arrived ? null : `${evidenceId}/${index + 1}`;
      return { number: index + 1, size: Math.min(PART, size - index * PART), arrived, url };
    });
    if (parts.every(({ arrived }) => arrived) && !whole) this.photos.set(evidenceId, 'there');
    return Promise.resolve({ evidenceId, ready: this.photos.get(evidenceId) === 'ready', parts });
  };

  put = (url: string, piece: Blob, progress: (sent: number) => void): Promise<void> => {
    this.meet('put');
    this.puts.push(`${url} ${piece.size}`);
    progress(piece.size);
    const [id = '', number] = url.split('/');
    if (!this.forgetful) this.parts.get(id)?.add(Number(number));
    return Promise.resolve();
  };

  private readonly sizes = new Map<string, number>();

  deliver = ({ evidenceId }: Announced): Promise<void> => {
    this.meet('deliver');
    this.deliveries.push(evidenceId);
    this.photos.set(evidenceId, 'there');
    return Promise.resolve();
  };

  complete = (evidenceId: string): Promise<PhotoAnswer> => {
    this.meet('complete');
    if (this.photoAnswer) return Promise.resolve(this.photoAnswer);
    if (this.photos.get(evidenceId) !== 'there') {
      return Promise.resolve({ ready: false, code: 'UPLOAD_MISSING', message: '没有传到', retryable: true });
    }
    this.photos.set(evidenceId, 'ready');
    return Promise.resolve({ ready: true, code: null, message: null, retryable: false });
  };

  private meet(step: Step): void {
    const met = this.trouble.get(step);
    this.trouble.delete(step);
    if (met) throw met;
  }
}
