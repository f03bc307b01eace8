import type { RequestHandler } from "express";
import type { HttpServerParts, ReadyCheck } from "./http-parts.ts";
import { HttpProblem } from "./http-problem.ts";
import { setRoute } from "./request-scope.ts";

const READY_CACHE_MS = 1000;
const CHECK_TIMEOUT_MS = 1500;

/** Alive: answers at all. Depends on nothing. */
export const liveHandler: RequestHandler = (_request, response) => {
  setRoute(response, "/health/live");
  response.setHeader("Cache-Control", "no-store");
  response.json({ status: "alive" });
};

/** Readiness, asked at most once a second however often it is probed. */
export class Readiness {
  readonly #checks: readonly ReadyCheck[];
  readonly #now: () => number;
  #stopping = false;
  #result: { at: number; failed: Promise<string[]> } | null = null;

  constructor(checks: readonly ReadyCheck[], now: () => number = Date.now) {
    this.#checks = checks;
    this.#now = now;
  }

  /** From now on not ready, so that a balancer sends nothing new. */
  stop(): void {
    this.#stopping = true;
  }

  /** Names of what does not work; empty when ready. */
  failures(): Promise<string[]> {
    if (this.#stopping) return Promise.resolve(["shutting down"]);
    if (this.#result && this.#now() - this.#result.at < READY_CACHE_MS) return this.#result.failed;
    const failed = Promise.all(this.#checks.map(failureOf)).then((names) => names.flat());
    this.#result = { at: this.#now(), failed };
    return failed;
  }

  readonly handler: RequestHandler = async (_request, response) => {
    setRoute(response, "/health/ready");
    const failed = await this.failures();
    if (failed.length > 0) {
      throw new HttpProblem(503, `Not ready: ${failed.join(", ")}.`, { headers: { "Retry-After": "2" } });
    }
    response.setHeader("Cache-Control", "no-store");
    response.json({ status: "ready" });
  };
}

async function failureOf({ name, check }: ReadyCheck): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([name]), CHECK_TIMEOUT_MS);
  });
  const outcome = check().then(
    () => [],
    () => [name],
  );
  const failed = await Promise.race([outcome, late]);
  clearTimeout(timer);
  return failed;
}

/** A summary for a person: JSON, or lines of text for a browser. */
export function summaryHandler(parts: Pick<HttpServerParts, "status">, readiness: Readiness): RequestHandler {
  return async (request, response) => {
    setRoute(response, "/health");
    const failed = await readiness.failures();
    const summary = { status: failed.length === 0 ? "ready" : "not ready", failed, ...(await parts.status()) };
    response.setHeader("Cache-Control", "no-store");
    if (request.accepts(["json", "html", "text"]) === "json") response.json(summary);
    else response.type("text/plain").send(asLines(summary));
  };
}

function asLines(summary: object): string {
  const lines = Object.entries(summary).map(([name, value]) => {
    const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "unknown");
    return `${name.padEnd(16)}${text}`;
  });
  return `${lines.join("\n")}\n`;
}

/** Figures for Prometheus. */
export function metricsHandler({ metrics }: Pick<HttpServerParts, "metrics">): RequestHandler {
  return async (_request, response) => {
    setRoute(response, "/metrics");
    response.setHeader("Cache-Control", "no-store");
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  };
}
