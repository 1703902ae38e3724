import type { SignedIn } from '../session/session';

/** The widest place that the person is appointed over; undefined for whoever holds none. */
export function widestPlace(viewer: SignedIn): string | undefined {
  const codes = viewer.roles.flatMap((held) => held.regionCode ?? []);
  return codes.sort((one, other) => one.length - other.length)[0];
}
