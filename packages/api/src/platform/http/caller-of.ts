import type { Request, Response } from "express";
import type { Caller } from "../access/caller.ts";
import { requestCookies } from "./request-cookies.ts";

/**
 * What is known of the machine behind a request.
 * @param ownOrigin origin of PUBLIC_URL: a proxy may not hand the Host on
 */
export function callerOf(request: Request, response: Response, ownOrigin: string | null): Caller {
  const token = request.headers["x-csrf-token"];
  return {
    ip: request.ip ?? null,
    userAgent: request.headers["user-agent"] ?? null,
    cookies: requestCookies(request, response, request.secure),
    csrfToken: typeof token === "string" ? token : null,
    sameSite: isSameSite(request, ownOrigin),
  };
}

/** Browsers say where a request was made, in one of two headers; what says neither is not a browser. */
function isSameSite(request: Request, ownOrigin: string | null): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === ownOrigin || origin === `${request.protocol}://${request.headers.host ?? ""}`;
}

/** Origin of PUBLIC_URL; null where it is not set. */
export function ownOriginOf({ config }: { config: { PUBLIC_URL?: string | undefined } }): string | null {
  return config.PUBLIC_URL === undefined ? null : new URL(config.PUBLIC_URL).origin;
}
