import { NotNow } from './refusals';

/** A line on which nothing has moved for so long is given up, and tried anew. */
const STILL_MILLISECONDS = 60_000;

/** PUT a piece of a file to the object store; `progress` is told the bytes that have gone. */
export function put(url: string, piece: Blob, progress: (sent: number) => void): Promise<void> {
  return new Promise((arrived, failed) => {
    // fetch does not tell how far it is.
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const moved = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        request.abort();
      }, STILL_MILLISECONDS);
    };
    request.upload.onprogress = ({ loaded }) => {
      moved();
      progress(loaded);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      // Without a status nobody answered: broken off, refused by the network, or given up above.
      if (request.status >= 200 && request.status < 300) arrived();
      else failed(new NotNow(request.status === 0 ? 'everything' : 'this'));
    };
    request.open('PUT', url);
    moved();
    request.send(piece);
  });
}

/** fetch that gives a question up when it is not answered for so long: what asks it tries again. */
export const patientFetch: typeof fetch = async (input, init) => {
  const limit = new AbortController();
  const giveUp = () => {
    limit.abort();
  };
  const timer = setTimeout(giveUp, STILL_MILLISECONDS);
  init?.signal?.addEventListener('abort', giveUp);
  try {
    return await fetch(input, { ...init, signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
};
