import type { Caller } from "../../platform/access/caller.ts";

/** Holds the refresh token of a browser; no script can read it. */
export const REFRESH_COOKIE = "cryptodesk-refresh";
/** Brought back as X-CSRF-Token by our own pages, which alone can read it. */
export const CSRF_COOKIE = "cryptodesk-csrf";
/** Says that this browser has been signed in before; it signs nobody in. */
export const DEVICE_COOKIE = "cryptodesk-device";
/** Binds a sign-in that is under way at another provider to the browser that began it. */
export const OIDC_COOKIE = "cryptodesk-oidc";
const DEVICE_SECONDS = 400 * 86_400;

export function setSessionCookies(
  { cookies }: Caller,
  { refreshToken, csrfToken, maxAgeSeconds }: { refreshToken: string; csrfToken: string; maxAgeSeconds: number },
): void {
  cookies.set(REFRESH_COOKIE, refreshToken, { httpOnly: true, maxAgeSeconds });
  cookies.set(CSRF_COOKIE, csrfToken, { httpOnly: false, maxAgeSeconds });
}

export function clearSessionCookies({ cookies }: Caller): void {
  cookies.clear(REFRESH_COOKIE);
  cookies.clear(CSRF_COOKIE);
}

export function setDeviceCookie({ cookies }: Caller, token: string): void {
  cookies.set(DEVICE_COOKIE, token, { httpOnly: true, maxAgeSeconds: DEVICE_SECONDS });
}
