import express, { type Request, type RequestHandler, type Response } from "express";
import { authorise } from "../access/authorise.ts";
import type { StoredAnswer } from "../idempotency/idempotent-requests.ts";
import { limitClassOf } from "../limits/request-limits.ts";
import type { ServiceContext } from "../service-context.ts";
import type { ProcedureMeta } from "../trpc/procedure-meta.ts";
import { bodyLimitOf, MAX_BODY_BYTES } from "./body-limit.ts";
import { callerOf, ownOriginOf } from "./caller-of.ts";
import { rethrowFailure } from "./hot-listener.ts";
import type { HttpServerParts } from "./http-parts.ts";
import { HttpProblem } from "./http-problem.ts";
import { setLimitHeaders } from "./limit-headers.ts";
import { splitUrl } from "./query-text.ts";
import { Representation } from "./representation.ts";
import { scopeOf, setActor, setRoute } from "./request-scope.ts";
import type { Rest, RestRequest } from "./rest.ts";
import type { RestAnswer } from "./rest-answer.ts";
import { readInput } from "./rest-input.ts";
import { isCreation, REST_BASE, type RestRoute, type RouteMatch } from "./rest-routes.ts";
import { writeRepresentation } from "./write-answer.ts";

const parseForm = express.urlencoded({ limit: "16kb", extended: false, parameterLimit: 20 });
const parseJson = jsonOf(MAX_BODY_BYTES);

/** The REST door on express; mounted below the base. */
export function restHandler(rest: Rest, parts: RestParts): RequestHandler {
  return async (request, response) => {
    const { path, query } = splitUrl(request.url);
    const found = rest.find(request.method, path);
    if ("allow" in found) {
      setRoute(response, `${REST_BASE}/(options)`);
      response.writeHead(204, { Allow: found.allow }).end();
      return;
    }
    const { route } = found;
    setRoute(response, `${REST_BASE}${route.meta.rest.path}`);
    rethrowFailure(request);
    if (route.type === "subscription") return openStream(parts, found, query, request, response);
    const { requestId } = scopeOf(response);
    const ctx = await parts.createContext({
      requestId,
      headers: request.headers,
      caller: callerOf(request, response, ownOriginOf(parts)),
    });
    setActor(response, ctx.actor);
    await limit(parts, route, response, ctx);
    const body = route.type === "mutation" ? await readBody(request, response, route.meta) : undefined;
    const call = { ...headersOf(request), query, body, signal: abortedBy(response) };
    const answer = await answerOnce(rest, parts, { match: found, call, ctx, request, response });
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    if (!answer.representation) {
      response.writeHead(answer.status).end();
      return;
    }
    const cacheControl = cacheControlOf(route, parts);
    await writeRepresentation(request, response, answer.representation, { status: answer.status, cacheControl });
  };
}

function headersOf({ headers }: Request): Pick<RestRequest, "accept" | "ifMatch"> {
  return { accept: headers.accept, ifMatch: headers["if-match"] };
}

/** What belongs to somebody is kept by nobody on the way, not even by their own browser. */
function cacheControlOf({ type, meta }: RestRoute, { doorKeeper }: RestParts): string {
  if (type !== "query" || (meta.access !== "open" && meta.access !== "market:read")) return "no-store";
  return doorKeeper.mayReadHot(undefined) ? "no-cache" : "private, no-cache";
}

type RestParts = Pick<
  HttpServerParts,
  "config" | "createContext" | "doorKeeper" | "idempotency" | "limits" | "streams"
>;

async function limit(
  { limits }: RestParts,
  { type, procedure }: RestRoute,
  response: Response,
  { actor, caller }: ServiceContext,
): Promise<void> {
  const kind = limitClassOf(procedure, type === "mutation");
  await limits?.take(actor, caller.ip, kind, 1, (allowance) => setLimitHeaders(response, allowance));
}

interface RestCall {
  match: RouteMatch;
  call: RestRequest;
  ctx: ServiceContext;
  request: Request;
  response: Response;
}

/** Calls the procedure; with an Idempotency-Key, once for all the times it is asked to. */
async function answerOnce(
  rest: Rest,
  { idempotency }: RestParts,
  { match, call, ctx, request, response }: RestCall,
): Promise<RestAnswer> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return rest.answer(match, call, ctx);
  const { route } = match;
  if (!idempotency || !isCreation(route)) {
    throw new HttpProblem(422, "Idempotency-Key is for operations that create something; leave it out here.");
  }
  // Who may not do it must not learn what somebody else's key stands for.
  authorise(ctx.actor, route.meta.access, route.meta.confirmed ?? false, ctx.clock());
  const input = { ...readInput(match, call.query, call.body) };
  const { answer, replayed } = await idempotency.once(
    { owner: ownerOf(ctx), key: String(key), route: route.procedure, input },
    ctx.clock(),
    async () => toStored(await rest.answer(match, call, ctx)),
  );
  if (replayed) response.setHeader("Idempotent-Replayed", "true");
  const representation = answer.body === null ? null : new Representation("application/json", Buffer.from(answer.body));
  return { status: answer.status, headers: answer.headers, representation };
}

function ownerOf({ actor, caller }: ServiceContext): string {
  return actor.kind === "session" || actor.kind === "key" ? `account:${actor.accountId}` : `${actor.kind}:${caller.ip}`;
}

function toStored({ status, headers, representation }: RestAnswer): StoredAnswer {
  return { status, headers: { ...headers }, body: representation?.body.toString("utf8") ?? null };
}

async function openStream(
  parts: Pick<HttpServerParts, "config" | "doorKeeper" | "streams">,
  match: RouteMatch,
  query: string,
  request: Request,
  response: Response,
): Promise<void> {
  const door = parts.streams[match.route.procedure];
  if (!door) throw new HttpProblem(404, "There is nothing at this address.");
  const { requestId } = scopeOf(response);
  const facts = { requestId, headers: request.headers, caller: callerOf(request, response, ownOriginOf(parts)) };
  const ctx = await parts.doorKeeper.streamContext(facts);
  setActor(response, ctx.actor);
  authorise(ctx.actor, match.route.meta.access, false, ctx.clock());
  const input = await match.route.input.parseAsync(readInput(match, query, undefined));
  const release = parts.doorKeeper.watchCaller(facts, ctx, match.route.meta.access, () => response.destroy());
  response.once("close", release);
  await door.open(request, response, input as Record<string, unknown>, ctx);
}

async function readBody(request: Request, response: Response, meta: ProcedureMeta): Promise<unknown> {
  const length = request.headers["content-length"];
  const hasBody = request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
  if (!hasBody) return undefined;
  if (
    meta.rest.form === true &&
    /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(request.headers["content-type"] ?? "")
  ) {
    return parsed(parseForm, request, response);
  }
  if (!/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
    throw new HttpProblem(415, "Send application/json.", { headers: { "Accept-Post": "application/json" } });
  }
  const limit = bodyLimitOf(meta);
  return parsed(limit === MAX_BODY_BYTES ? parseJson : jsonOf(limit), request, response);
}

// The limit counts what is unpacked: a small body that unpacks into a large one is refused on the way.
function jsonOf(limit: number): RequestHandler {
  return express.json({ limit, strict: false, type: () => true });
}

async function parsed(parse: RequestHandler, request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    void parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  return request.body;
}

function abortedBy(response: Response): AbortSignal {
  const controller = new AbortController();
  // Aborting takes an error with its stack: not for answers that are through.
  response.once("close", () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
