import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { Actor } from "../access/actor.ts";
import type { Logger } from "../logging/logger.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { requestIdFrom } from "./request-id.ts";

/** What is known of a request while it is served. */
interface RequestScope {
  readonly requestId: string;
  /** Pattern for logs and figures; set by whoever recognises the request. */
  route: string;
  /** Account, and key where it was one; null: nobody signed in. */
  actor: string | null;
}

const scopes = new WeakMap<object, RequestScope>();

/** The scope of a request that went through `requestScope`. */
export function scopeOf(response: object): RequestScope {
  const scope = scopes.get(response);
  if (!scope) throw new Error("the request has no scope");
  return scope;
}

/** Names the route pattern of a request, e.g. `/api/v1/jobs/{id}`. */
export function setRoute(response: object, route: string): void {
  scopeOf(response).route = route;
}

/** Notes who asked, for the log: refusals can be traced to an account. */
export function setActor(response: object, actor: Actor): void {
  scopeOf(response).actor = nameOf(actor);
}

/** Gives each request its id, and at its end one log line and its figures. */
export function requestScope(logger: Logger, metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    const scope: RequestScope = {
      requestId: requestIdFrom(request.headers["x-request-id"]),
      route: "(none)",
      actor: null,
    };
    scopes.set(response, scope);
    response.setHeader("X-Request-Id", scope.requestId);
    const { method } = request;
    response.once("close", () => {
      const ms = performance.now() - started;
      const streamed = response.getHeader("Content-Type") === "text/event-stream";
      // Nobody but its client ends a stream; elsewhere that client did not wait for the answer.
      const status = response.writableFinished || streamed ? response.statusCode : 499;
      metrics.request(scope.route, method, status, streamed ? null : ms / 1000);
      logger[levelOf(status)](
        {
          requestId: scope.requestId,
          method,
          route: scope.route,
          status,
          ms: Math.round(ms * 10) / 10,
          ip: request.ip,
          ...(scope.actor !== null && { actor: scope.actor }),
        },
        "request",
      );
    });
    next();
  };
}

function levelOf(status: number): "error" | "warn" | "info" {
  if (status >= 500 && status !== 503) return "error";
  return status === 503 || status === 429 ? "warn" : "info";
}

function nameOf(actor: Actor): string | null {
  if (actor.kind === "anonymous") return null;
  if (actor.kind === "session") return actor.accountId;
  return actor.kind === "key" ? `${actor.accountId} by key ${actor.keyId}` : actor.kind;
}
