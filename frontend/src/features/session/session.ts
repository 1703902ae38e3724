import { createContext, use } from 'react';
import type { SignedInFragment } from '../../gql/graphql';

export type SignedIn = SignedInFragment;
export type HeldRole = SignedIn['roles'][number];

/** What a page may do with the session. */
export interface Session {
  viewer: SignedIn;
  /** Replace the signed-in person, after signing in anew. */
  enter: (viewer: SignedIn) => void;
  /** End the session and show the sign-in page, with these words if any. */
  leave: (notice?: string) => Promise<void>;
  /** Put the page of one's own password, or of one's second factor, in the place of everything else. */
  open: (page: 'password' | 'factor') => void;
}

export const SessionContext = createContext<Session | null>(null);

/** The session of the signed-in person; only pages behind the sign-in may ask. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('asked for the session outside of it');
  return session;
}

export function may(viewer: SignedIn, action: string): boolean {
  return viewer.permissions.includes(action);
}
