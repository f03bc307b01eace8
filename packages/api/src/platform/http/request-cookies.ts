import type { IncomingMessage, ServerResponse } from "node:http";
import { parseCookie, stringifySetCookie } from "cookie";
import type { CookieJar } from "../access/caller.ts";

/**
 * Cookies of one request and its answer. Under TLS their names carry `__Host-`, which browsers accept only with Secure,
 * Path=/ and no Domain: no neighbouring host can plant one. Without TLS, on localhost, they go by their plain names.
 */
export function requestCookies(request: IncomingMessage, response: ServerResponse, secure: boolean): CookieJar {
  const given = parseCookie(request.headers.cookie ?? "");
  const nameOf = (name: string) => (secure ? `__Host-${name}` : name);
  const set: CookieJar["set"] = (name, value, { httpOnly, maxAgeSeconds: maxAge, sameSite = "strict" as const }) => {
    const cookie = { name: nameOf(name), value, httpOnly, maxAge, secure, path: "/", sameSite };
    response.appendHeader("Set-Cookie", stringifySetCookie(cookie));
  };
  return {
    get: (name) => given[nameOf(name)],
    set,
    clear: (name) => set(name, "", { httpOnly: true, maxAgeSeconds: 0 }),
  };
}
