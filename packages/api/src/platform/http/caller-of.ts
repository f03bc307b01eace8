import type { Request, Response } from "express";
import type { Caller } from "../access/caller.ts";
import { requestCookies } from "./request-cookies.ts";

/** What is known of the machine behind a request. */
export function callerOf(request: Request, response: Response): Caller {
  const token = request.headers["x-csrf-token"];
  return {
    ip: request.ip ?? null,
    userAgent: request.headers["user-agent"] ?? null,
    cookies: requestCookies(request, response, request.secure),
    csrfToken: typeof token === "string" ? token : null,
    sameSite: isSameSite(request),
  };
}

/** Browsers say where a request was made, in one of two headers; what says neither is not a browser. */
function isSameSite(request: Request): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  const { origin } = request.headers;
  if (origin === undefined) return true;
  return origin === `${request.protocol}://${request.headers.host ?? ""}`;
}
