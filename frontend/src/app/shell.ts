/** Lets the browser keep the pages themselves, so that they open without network; a new version is taken at the next start. */
export function keepPages(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Where it is not allowed, the pages open as ever, with network.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
