import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { destinationsOf } from '../features/home/destinations';
import type { SignedIn } from '../features/session/session';
import { isWithin } from './grouping';

const OTHERS: Readonly<Record<string, string>> = { '/': '首页', '/me': '我的任职', '/account': '我的账号' };

/** Tells the browser, and whoever has it read out, which page this is. */
export function usePageTitle(viewer: SignedIn): void {
  const { pathname } = useLocation();
  const here = destinationsOf(viewer, true).find(({ path }) => isWithin(pathname, path));
  const name = here?.title ?? OTHERS[pathname];
  useEffect(() => {
    const before = document.title;
    if (name !== undefined) document.title = `${name} · 选派`;
    return () => {
      document.title = before;
    };
  }, [name]);
}
