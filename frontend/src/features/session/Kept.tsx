import { lazy, Suspense } from 'react';
import { may, type SignedIn } from './session';

// Where its file cannot be had, the page does its work without it.
const Sending = lazy(() =>
  import('../entries/Sending').then(
    ({ Sending }) => ({ default: Sending }),
    () => ({ default: () => null }),
  ),
);

/** Sends what the phone keeps of whoever checks in, on whichever page they are. */
export function Kept({ viewer }: { viewer: SignedIn }) {
  if (!may(viewer, 'attendance:check_in')) return null;
  return (
    <Suspense fallback={null}>
      <Sending />
    </Suspense>
  );
}
