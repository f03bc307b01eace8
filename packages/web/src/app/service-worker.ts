/**
 * Has the browser keep the files of this build. Documents still come from the server first, so a new version is seen with
 * the next page load; where keeping is refused (no TLS, private window) the desk works without.
 */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}
