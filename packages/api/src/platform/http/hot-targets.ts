import type { AnyTRPCRouter } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { ServiceContext } from "../service-context.ts";
import { draftOf } from "./http-problem.ts";
import { parseQuery, splitUrl } from "./query-text.ts";
import { Representation } from "./representation.ts";
import { newRequestId } from "./request-id.ts";
import type { Rest } from "./rest.ts";
import { answerType } from "./rest-answer.ts";
import { REST_BASE, type RouteMatch } from "./rest-routes.ts";
import { MAX_BATCH } from "./trpc-handler.ts";

/** The outcome of making an answer. */
export type HotBuild =
  | { kind: "made"; representation: Representation; headers: Readonly<Record<string, string>> }
  /** `error` is what the REST door would answer with; null: let the ordinary handler find out. */
  | { kind: "refused"; status: number; error: unknown };

/** A request whose answer may be kept: public, and the same for everybody until the market changes. */
export interface HotTarget {
  /** Route pattern for the figures. */
  readonly route: string;
  /** Runs the ordinary handler once. */
  build(): Promise<HotBuild>;
}

/** A context in which any hot procedure may be called: whether a caller may have its answer is asked per request. */
export type ReaderContext = (requestId: string) => ServiceContext;

const TRPC_PREFIX = "/trpc/";
const TRPC_PARAMETERS = new Set(["input", "batch"]);

/** Recognises hot requests at both doors. */
export class HotTargets {
  readonly #rest: Rest;
  readonly #router: AnyTRPCRouter;
  readonly #createContext: ReaderContext;
  readonly #hotProcedures: ReadonlySet<string>;

  constructor(rest: Rest, router: AnyTRPCRouter, createContext: ReaderContext) {
    this.#rest = rest;
    this.#router = router;
    this.#createContext = createContext;
    const hot = rest.routes.filter(({ type, meta }) => type === "query" && meta.hot === true);
    this.#hotProcedures = new Set(hot.map(({ procedure }) => procedure));
  }

  /** @returns null for every request that must take the ordinary way */
  resolve(url: string, accept: string | undefined): HotTarget | null {
    try {
      if (url.startsWith(`${REST_BASE}/`)) return this.#restTarget(url, accept);
      return url.startsWith(TRPC_PREFIX) ? this.#trpcTarget(url, accept) : null;
    } catch {
      return null;
    }
  }

  #restTarget(url: string, accept: string | undefined): HotTarget | null {
    const { path, query } = splitUrl(url.slice(REST_BASE.length));
    const match = this.#rest.find("GET", path);
    if ("allow" in match || !this.#hotProcedures.has(match.route.procedure)) return null;
    const type = answerType(match.route, accept);
    return {
      route: `${REST_BASE}${match.route.meta.rest.path}`,
      build: () => this.#buildRest(match, query, type),
    };
  }

  async #buildRest(match: RouteMatch, query: string, type: string): Promise<HotBuild> {
    try {
      const ctx = this.#context();
      const request = { query, accept: type, body: undefined, signal: undefined };
      const { status, representation, headers } = await this.#rest.answer(match, request, ctx);
      if (status !== 200 || !representation) return { kind: "refused", status, error: null };
      return { kind: "made", representation, headers };
    } catch (error) {
      return { kind: "refused", status: draftOf(error).status, error };
    }
  }

  #trpcTarget(url: string, accept: string | undefined): HotTarget | null {
    if (accept?.includes("jsonl")) return null;
    const { path, query } = splitUrl(url.slice(TRPC_PREFIX.length));
    const values = parseQuery(query);
    const names = values.get("batch")?.[0] === "1" ? path.split(",") : [path];
    const plain = [...values].every(([name, given]) => TRPC_PARAMETERS.has(name) && given.length === 1);
    if (!plain || names.length > MAX_BATCH || !names.every((name) => this.#hotProcedures.has(name))) return null;
    const route = names.length === 1 ? `${TRPC_PREFIX}${path}` : `${TRPC_PREFIX}(batch)`;
    return { route, build: () => this.#buildTrpc(url) };
  }

  async #buildTrpc(url: string): Promise<HotBuild> {
    const response = await fetchRequestHandler({
      endpoint: TRPC_PREFIX,
      router: this.#router,
      req: new Request(`http://localhost${url}`),
      createContext: async () => this.#context(),
    });
    const body = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) return { kind: "refused", status: response.status, error: null };
    return { kind: "made", representation: new Representation("application/json", body), headers: {} };
  }

  #context(): ServiceContext {
    return this.#createContext(newRequestId());
  }
}
