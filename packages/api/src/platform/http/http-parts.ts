import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { AnyTRPCRouter } from "@trpc/server";
import type { Access } from "../access/authorise.ts";
import type { Caller } from "../access/caller.ts";
import type { Config } from "../config/load-config.ts";
import type { IdempotentRequests } from "../idempotency/idempotent-requests.ts";
import type { RequestLimits } from "../limits/request-limits.ts";
import type { Logger } from "../logging/logger.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { ServiceContext } from "../service-context.ts";

/** What a context is made from. */
export interface RequestFacts {
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
}

/** The second tier of ready-made answers, shared by processes, e.g. Redis. Both may fail; nothing depends on them. */
export interface BodyStore {
  get(key: string): Promise<Buffer | null>;
  set(key: string, bytes: Buffer): Promise<void>;
}

/** A stream at the REST door. It answers by itself; what it throws before that becomes a problem document. */
export interface StreamDoor {
  open(
    request: IncomingMessage,
    response: ServerResponse,
    input: Record<string, unknown>,
    ctx: ServiceContext,
  ): Promise<void>;
  /** Tells every client that the server stops, and ends their streams. */
  close(): void;
}

/** A door that browsers are sent through. */
export interface RedirectDoor {
  /**
   * @param request.wantsPage somebody looks at the answer, and no program
   * @returns where the browser goes next
   */
  open(ctx: ServiceContext, request: { query: string; wantsPage: boolean }): Promise<string>;
}

/** What the doors need to know of access before a procedure is called. */
export interface DoorKeeper {
  /** True where a request with this Authorization header may have an answer that anybody who may read may have. */
  mayReadHot(authorization: string | undefined): boolean;
  /** Who opens a stream: browsers cannot send a header with one, so their session's cookie stands in for reading. */
  streamContext(facts: RequestFacts): Promise<ServiceContext>;
  /**
   * Calls `end` within a second of the caller of an open stream losing what it was let in for.
   * @returns stops looking
   */
  watchCaller(facts: RequestFacts, ctx: ServiceContext, access: Access, end: () => void): () => void;
  /** Public keys of access tokens, as /.well-known/jwks.json. */
  keySet(): Promise<object>;
}

/** One thing that must work before this process takes requests. */
export interface ReadyCheck {
  readonly name: string;
  /** @throws when it does not work */
  check(): Promise<void>;
}

/** Everything the HTTP server is composed of. */
export interface HttpServerParts {
  readonly config: Pick<Config, "TRUST_PROXY" | "SHUTDOWN_SECONDS" | "HOT_CACHE_MB" | "CORS_ORIGINS"> &
    Partial<Pick<Config, "PUBLIC_URL">>;
  readonly router: AnyTRPCRouter;
  createContext(facts: RequestFacts): ServiceContext | Promise<ServiceContext>;
  /** The desk's own context, in which ready-made answers are made. */
  readerContext(requestId: string): ServiceContext;
  readonly doorKeeper: DoorKeeper;
  /** Absent: nothing is limited. */
  readonly limits?: RequestLimits;
  /** Absent: Idempotency-Key is refused. */
  readonly idempotency?: IdempotentRequests;
  /** By the tRPC path of the subscription that they are the REST door of. */
  readonly streams: Readonly<Record<string, StreamDoor>>;
  /** By their paths below /api/v1; all of them are steps of a sign-in. */
  readonly redirects?: Readonly<Record<string, RedirectDoor>>;
  readonly ready: readonly ReadyCheck[];
  /** What /health tells. */
  status(): Promise<object>;
  isDatabaseUp(): boolean;
  /** Directory of the built web app; null or absent: none is served. */
  readonly webRoot: string | null;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly version: string;
  readonly bodyStore?: BodyStore;
}
