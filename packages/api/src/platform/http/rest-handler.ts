import express, { type Request, type RequestHandler, type Response } from "express";
import { authorise } from "../access/authorise.ts";
import { callerOf } from "./caller-of.ts";
import { rethrowFailure } from "./hot-listener.ts";
import type { HttpServerParts } from "./http-parts.ts";
import { HttpProblem } from "./http-problem.ts";
import { splitUrl } from "./query-text.ts";
import { scopeOf, setRoute } from "./request-scope.ts";
import type { Rest } from "./rest.ts";
import { readInput } from "./rest-input.ts";
import { REST_BASE, type RouteMatch } from "./rest-routes.ts";
import { writeRepresentation } from "./write-answer.ts";

const parseForm = express.urlencoded({ limit: "16kb", extended: false, parameterLimit: 20 });
const parseJson = express.json({ limit: "256kb", strict: false, type: () => true });

/** The REST door on express; mounted below the base. */
export function restHandler(
  rest: Rest,
  parts: Pick<HttpServerParts, "createContext" | "doorKeeper" | "streams">,
): RequestHandler {
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
    const body =
      route.type === "mutation" ? await readBody(request, response, route.meta.rest.form === true) : undefined;
    const ctx = await parts.createContext({ requestId, headers: request.headers, caller: callerOf(request, response) });
    const answer = await rest.answer(
      found,
      { query, accept: request.headers.accept, body, signal: abortedBy(response) },
      ctx,
    );
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    if (!answer.representation) {
      response.writeHead(answer.status).end();
      return;
    }
    const cacheControl = route.type === "query" ? "no-cache" : "no-store";
    await writeRepresentation(request, response, answer.representation, { status: answer.status, cacheControl });
  };
}

async function openStream(
  parts: Pick<HttpServerParts, "doorKeeper" | "streams">,
  match: RouteMatch,
  query: string,
  request: Request,
  response: Response,
): Promise<void> {
  const door = parts.streams[match.route.procedure];
  if (!door) throw new HttpProblem(404, "There is nothing at this address.");
  const { requestId } = scopeOf(response);
  const facts = { requestId, headers: request.headers, caller: callerOf(request, response) };
  const ctx = await parts.doorKeeper.streamContext(facts);
  authorise(ctx.actor, match.route.meta.access, false, ctx.clock());
  const input = await match.route.input.parseAsync(readInput(match, query, undefined));
  const release = parts.doorKeeper.watchCaller(facts, ctx, match.route.meta.access, () => response.destroy());
  response.once("close", release);
  await door.open(request, response, input as Record<string, unknown>);
}

async function readBody(request: Request, response: Response, takesForm: boolean): Promise<unknown> {
  const length = request.headers["content-length"];
  const hasBody = request.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
  if (!hasBody) return undefined;
  if (takesForm && /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
    return parsed(parseForm, request, response);
  }
  if (!/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
    throw new HttpProblem(415, "Send application/json.", { headers: { "Accept-Post": "application/json" } });
  }
  return parsed(parseJson, request, response);
}

async function parsed(parse: RequestHandler, request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    void parse(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
  return request.body;
}

function abortedBy(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}
