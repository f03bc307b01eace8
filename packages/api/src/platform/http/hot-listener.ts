import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Metrics } from "../metrics/metrics.ts";
import type { HotBodies } from "./hot-bodies.ts";
import type { HotEntry } from "./hot-entry.ts";
import type { HotTargets } from "./hot-targets.ts";
import type { DoorKeeper } from "./http-parts.ts";
import { negotiate } from "./negotiation.ts";
import { requestIdFrom } from "./request-id.ts";
import { HSTS } from "./security-headers.ts";

export interface HotListenerParts {
  readonly bodies: HotBodies;
  readonly targets: HotTargets;
  readonly metrics: Metrics;
  /** X-Forwarded-Proto comes from a proxy of ours. */
  readonly trustProxy: boolean;
  readonly doorKeeper: Pick<DoorKeeper, "mayReadHot">;
}

type Form = "json" | "csv" | "other";

const failures = new WeakMap<IncomingMessage, { error: unknown }>();
const MAX_KNOWN_ACCEPTS = 200;

/** Throws what making this request's answer has already failed with, so that it is not tried twice. */
export function rethrowFailure(request: IncomingMessage): void {
  const failure = failures.get(request);
  if (failure) throw failure.error;
}

/** Answers hot requests from memory ahead of everything else; all other requests go to `next`. */
export function hotListener(parts: HotListenerParts, next: RequestListener): RequestListener {
  const forms = new Map<string, Form>();
  return (request, response) => {
    const key = keyOf(request, forms, parts.doorKeeper);
    if (key === null) return next(request, response);
    const ready = parts.bodies.peek(key);
    if (ready) return serve(parts, request, response, ready);
    const target = parts.targets.resolve(request.url ?? "", request.headers.accept);
    if (!target) return next(request, response);
    void parts.bodies.obtain(key, target).then((result) => {
      if (response.destroyed) return;
      if ("entry" in result) return serve(parts, request, response, result.entry);
      if (result.error !== null) failures.set(request, { error: result.error });
      next(request, response);
    });
  };
}

/** Only reads that are the same for everybody who may read are answered from memory; cookies sign nobody in here. */
function keyOf(
  request: IncomingMessage,
  forms: Map<string, Form>,
  doorKeeper: Pick<DoorKeeper, "mayReadHot">,
): string | null {
  const { method, url = "", headers } = request;
  if (method !== "GET" && method !== "HEAD") return null;
  if (!url.startsWith("/api/") && !url.startsWith("/trpc/")) return null;
  // What another origin's page may see is decided on the ordinary way.
  if (headers["x-api-key"] !== undefined || headers.origin !== undefined) return null;
  if (!doorKeeper.mayReadHot(headers.authorization)) return null;
  if (headers["trpc-accept"] !== undefined) return null;
  const { accept } = headers;
  const form = accept === undefined ? "json" : (forms.get(accept) ?? learnForm(accept, forms));
  if (form === "json") return url;
  return form === "csv" ? `csv ${url}` : null;
}

function learnForm(accept: string, forms: Map<string, Form>): Form {
  const type = negotiate(accept, ["application/json", "text/csv"]);
  const form = type === "application/json" ? "json" : type === "text/csv" ? "csv" : "other";
  if (forms.size >= MAX_KNOWN_ACCEPTS) forms.clear();
  forms.set(accept, form);
  return form;
}

function serve(parts: HotListenerParts, request: IncomingMessage, response: ServerResponse, entry: HotEntry): void {
  const { representation, counters } = entry;
  const { headers } = request;
  const encoding = representation.encodingFor(headers["accept-encoding"] as string | undefined);
  parts.metrics.hot.hits += 1;
  if (representation.isNamedBy(headers["if-none-match"])) {
    counters.notModified += 1;
    response.writeHead(304, headOf(parts, request, entry, entry.validators(encoding)));
    response.end();
    return;
  }
  const head = headOf(parts, request, entry, entry.head(encoding));
  if (request.method === "HEAD") counters.head += 1;
  else counters.full += 1;
  const bytes = representation.ready(encoding);
  if (bytes) write(request, response, head, bytes);
  else void representation.encoded(encoding).then((made) => write(request, response, head, made));
}

function write(request: IncomingMessage, response: ServerResponse, head: string[], bytes: Buffer): void {
  head.push("Content-Length", String(bytes.length));
  response.writeHead(200, head);
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function headOf(
  parts: HotListenerParts,
  request: IncomingMessage,
  entry: HotEntry,
  fixed: readonly string[],
): string[] {
  const age = Math.max(0, Math.floor((Date.now() - entry.builtAt) / 1000));
  const head = [...fixed, "X-Request-Id", requestIdFrom(request.headers["x-request-id"]), "Age", String(age)];
  if (parts.bodies.isStale(entry)) {
    parts.metrics.hot.staleHits += 1;
    head.push("Warning", '110 - "Response is Stale"');
  }
  if (parts.trustProxy && request.headers["x-forwarded-proto"] === "https") head.push(...HSTS);
  return head;
}
