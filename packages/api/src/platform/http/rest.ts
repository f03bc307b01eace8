import { type AnyTRPCRouter, callTRPCProcedure } from "@trpc/server";
import type { ServiceContext } from "../service-context.ts";
import { HttpProblem } from "./http-problem.ts";
import { answerType, type RestAnswer, toAnswer } from "./rest-answer.ts";
import { readInput } from "./rest-input.ts";
import { allowedMethods, type RestRoute, type RouteMatch, RouteTable, restRoutes } from "./rest-routes.ts";

/** What a procedure call needs of a request, whoever carries it. */
export interface RestRequest {
  /** Raw query text without the question mark. */
  readonly query: string;
  readonly accept: string | undefined;
  /** Value of If-Match. */
  readonly ifMatch?: string | undefined;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

/** The REST door: routes, inputs and answers, without any HTTP library. */
export class Rest {
  readonly routes: readonly RestRoute[];
  readonly #table: RouteTable;
  readonly #router: AnyTRPCRouter;

  constructor(router: AnyTRPCRouter) {
    this.#router = router;
    this.routes = restRoutes(router);
    this.#table = new RouteTable(this.routes);
  }

  /**
   * The route for a method and a raw path below the base. HEAD is served like GET.
   * @returns the methods alone for OPTIONS
   * @throws HttpProblem 400, 404 or 405
   */
  find(method: string, path: string): RouteMatch | { allow: string } {
    const matches = this.#table.match(path);
    if (matches.length === 0) throw new HttpProblem(404, "There is nothing at this address.");
    const allow = allowedMethods(matches).join(", ");
    if (method === "OPTIONS") return { allow };
    const wanted = method === "HEAD" ? "GET" : method;
    const match = matches.find(({ route }) => route.meta.rest.method === wanted);
    if (!match) throw new HttpProblem(405, `Allowed here: ${allow}.`, { headers: { Allow: allow } });
    return match;
  }

  /** Calls the procedure behind a match and puts its result into an acceptable form. */
  async answer(match: RouteMatch, request: RestRequest, ctx: ServiceContext): Promise<RestAnswer> {
    const { route } = match;
    const type = answerType(route, request.accept);
    const input = withVersion(route, readInput(match, request.query, request.body), request.ifMatch);
    const result = await callTRPCProcedure({
      router: this.#router,
      path: route.procedure,
      type: route.type,
      getRawInput: async () => input,
      ctx,
      signal: request.signal,
      batchIndex: 0,
    });
    return toAnswer(route, input, result, type);
  }
}

const VERSION_TAG = /^(?:W\/)?"v?(\d{1,10})(?:-[^"]*)?"$/;

/**
 * The version a change was made to, out of If-Match.
 * @throws HttpProblem 422 where it is no ETag of this resource, or another version than the body's
 */
function withVersion(
  route: RestRoute,
  input: Record<string, unknown>,
  ifMatch: string | undefined,
): Record<string, unknown> {
  const { versioned } = route.meta.rest;
  if (!versioned || route.type !== "mutation") return input;
  if (ifMatch === undefined) return input;
  const field = versioned === true ? "version" : versioned;
  const version = VERSION_TAG.exec(ifMatch.trim())?.[1];
  if (version === undefined) {
    throw new HttpProblem(422, "If-Match takes one ETag as this resource gives it.", {
      errors: [{ pointer: `/${field}`, detail: "If-Match is no ETag of this resource" }],
    });
  }
  if (input[field] !== undefined && input[field] !== Number(version)) {
    throw new HttpProblem(422, `If-Match and \`${field}\` name different versions. Send one of them.`);
  }
  return { ...input, [field]: Number(version) };
}
