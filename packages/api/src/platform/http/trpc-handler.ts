import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import { TRPCError } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { Request, RequestHandler, Response } from "express";
import type { Access } from "../access/authorise.ts";
import { limitClassOf } from "../limits/request-limits.ts";
import type { ServiceContext } from "../service-context.ts";
import { describeError } from "../trpc/errors.ts";
import { bodyLimitOf, MAX_BODY_BYTES } from "./body-limit.ts";
import { callerOf, ownOriginOf } from "./caller-of.ts";
import type { HttpServerParts, RequestFacts } from "./http-parts.ts";
import { HttpProblem } from "./http-problem.ts";
import { setLimitHeaders } from "./limit-headers.ts";
import { scopeOf, setActor, setRoute } from "./request-scope.ts";
import { restRoutes } from "./rest-routes.ts";
import { preparedTrpcHandler } from "./trpc-prepared.ts";

export const MAX_BATCH = 10;

/** The tRPC door on express. */
export function trpcHandler(
  parts: Pick<HttpServerParts, "router" | "config" | "createContext" | "doorKeeper" | "limits" | "logger">,
): RequestHandler {
  const known = new Set(Object.keys(parts.router._def.procedures));
  const routes = restRoutes(parts.router);
  const limits = new Map(routes.map(({ procedure, meta }) => [procedure, bodyLimitOf(meta)]));
  const subscriptions = routes.filter(({ type }) => type === "subscription");
  const streams = new Map(subscriptions.map(({ procedure, meta }) => [procedure, meta.access]));
  const createContext = async (req: Request, res: Response) => {
    const caller = callerOf(req, res, ownOriginOf(parts));
    const facts = { requestId: scopeOf(res).requestId, headers: req.headers, caller };
    const access = streams.get(req.path.slice(1));
    const open = access === undefined ? parts.createContext(facts) : openStream(parts.doorKeeper, facts, access, res);
    const ctx = await open;
    setActor(res, ctx.actor);
    await limit(parts, req, res, ctx);
    return ctx;
  };
  const onError = (error: TRPCError, path: string | undefined, ctx: ServiceContext | undefined) => {
    if (!describeError(error).unexpected) return;
    parts.logger.error({ err: error.cause ?? error, procedure: path, requestId: ctx?.requestId }, "unexpected error");
  };
  const settings = (maxBodySize: number): Parameters<typeof createExpressMiddleware>[0] => ({
    router: parts.router,
    createContext: ({ req, res }) => createContext(req, res),
    maxBatchSize: MAX_BATCH,
    maxBodySize,
    responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
    onError: ({ error, path, ctx }) => onError(error, path, ctx),
  });
  const adapters = new Map(
    [MAX_BODY_BYTES, ...limits.values()].map((limit) => [limit, createExpressMiddleware(settings(limit))]),
  );
  const prepared = new Map(
    routes
      .filter(({ type, meta }) => type === "mutation" && meta.prepared === true)
      .map((route) => {
        const shared = { router: parts.router, createContext, headersOf: retryHeaders };
        const own = { route, maxBodyBytes: bodyLimitOf(route.meta) };
        const failed = (error: TRPCError, ctx: ServiceContext | undefined) => onError(error, route.procedure, ctx);
        return [route.procedure, preparedTrpcHandler({ ...shared, ...own, onError: failed })];
      }),
  );
  return (request, response, next) => {
    setRoute(response, routeOf(request.path.slice(1), known));
    refuseForeignRequests(request.method, request.headers["content-type"]);
    if (request.headers["idempotency-key"] !== undefined) {
      throw new HttpProblem(422, "Idempotency-Key is for /api/v1; this door does not know it.");
    }
    const own = prepared.get(request.path.slice(1));
    if (own && request.method === "POST" && request.query.batch === undefined) return own(request, response, next);
    // Several calls at once keep to the common limit.
    adapters.get(limits.get(request.path.slice(1)) ?? MAX_BODY_BYTES)?.(request, response, next);
  };
}

/** Each call of a batch counts. */
async function limit(
  { limits }: Pick<HttpServerParts, "limits">,
  request: Request,
  response: Response,
  { actor, caller }: ServiceContext,
): Promise<void> {
  const names = request.path.slice(1).split(",");
  const kinds = names.map((name) => limitClassOf(name, request.method === "POST"));
  const kind = kinds.find((one) => one === "sign-in") ?? kinds[0] ?? "read";
  try {
    await limits?.take(actor, caller.ip, kind, names.length, (allowance) => setLimitHeaders(response, allowance));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: error.message, cause: error });
  }
}

async function openStream(
  keeper: HttpServerParts["doorKeeper"],
  facts: RequestFacts,
  access: Access,
  response: Response,
): Promise<ServiceContext> {
  const ctx = await keeper.streamContext(facts);
  const release = keeper.watchCaller(facts, ctx, access, () => response.destroy());
  response.once("close", release);
  return ctx;
}

function routeOf(path: string, known: ReadonlySet<string>): string {
  if (path.includes(",")) return "/trpc/(batch)";
  return known.has(path) ? `/trpc/${path}` : "/trpc/(unknown)";
}

// A form can POST across sites without asking; only JSON makes the browser ask first.
function refuseForeignRequests(method: string, contentType: string | undefined): void {
  if (!["GET", "HEAD", "POST"].includes(method)) {
    throw new HttpProblem(405, "Allowed here: GET, POST.", { headers: { Allow: "GET, HEAD, POST" } });
  }
  if (method === "POST" && !/^application\/json\s*(?:;|$)/i.test(contentType ?? "")) {
    throw new HttpProblem(415, "Send application/json.");
  }
}

function retryHeaders(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap((error) => describeError(error).retryAfterSeconds ?? []);
  return {
    "cache-control": "no-store",
    ...(waits.length > 0 && { "retry-after": String(Math.ceil(Math.max(...waits))) }),
  };
}
