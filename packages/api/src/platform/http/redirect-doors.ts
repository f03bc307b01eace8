import { type RequestHandler, Router } from "express";
import { callerOf, ownOriginOf } from "./caller-of.ts";
import type { HttpServerParts, RedirectDoor } from "./http-parts.ts";
import { HttpProblem } from "./http-problem.ts";
import { setLimitHeaders } from "./limit-headers.ts";
import { splitUrl } from "./query-text.ts";
import { scopeOf, setRoute } from "./request-scope.ts";
import { REST_BASE } from "./rest-routes.ts";

type RedirectParts = Pick<HttpServerParts, "config" | "createContext" | "limits" | "redirects">;

/** Doors that answer 302; mounted below the REST base, counted as requests of the sign-in. */
export function redirectDoors(parts: RedirectParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, door] of Object.entries(parts.redirects ?? {})) router.all(path, redirect(parts, path, door));
  return router;
}

function redirect(parts: RedirectParts, path: string, door: RedirectDoor): RequestHandler {
  const { createContext, limits } = parts;
  return async (request, response) => {
    setRoute(response, `${REST_BASE}${path}`);
    if (request.method === "OPTIONS") {
      response.writeHead(204, { Allow: "GET, OPTIONS" }).end();
      return;
    }
    // Not HEAD either: looking must not use up what works once.
    if (request.method !== "GET") {
      throw new HttpProblem(405, "Open this address in a browser.", { headers: { Allow: "GET, OPTIONS" } });
    }
    const { requestId } = scopeOf(response);
    const caller = callerOf(request, response, ownOriginOf(parts));
    const ctx = await createContext({ requestId, headers: request.headers, caller });
    await limits?.take(ctx.actor, ctx.caller.ip, "sign-in", 1, (allowance) => setLimitHeaders(response, allowance));
    const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? "");
    const location = await door.open(ctx, { query: splitUrl(request.url).query, wantsPage });
    response.writeHead(302, { Location: location, "Cache-Control": "no-store" }).end();
  };
}
