import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Every figure at /metrics. Others add theirs to `registry`. */
export interface Metrics {
  readonly registry: Registry;
  /** One answered request. `route` is a pattern, never an address, so that the number of series stays small. */
  request(route: string, method: string, status: number, seconds: number): void;
  /** One answer out of memory; counted, not timed. */
  hotAnswer(route: string, method: string, status: number): void;
  readonly hot: { hits: number; misses: number; rebuilds: number; failedRebuilds: number; staleHits: number };
}

/** A registry of its own, so that tests and several servers in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "cryptodesk_" });
  const labelNames = ["route", "method", "status"] as const;
  const hotAnswers = new Map<string, number>();
  const requests = new Counter({
    name: "cryptodesk_http_requests_total",
    help: "Requests by route pattern, method and status.",
    labelNames,
    registers: [registry],
    collect: () => flush(hotAnswers, (labels, count) => requests.inc(labels, count)),
  });
  const duration = new Histogram({
    name: "cryptodesk_http_request_seconds",
    help: "Time from the request's head to the end of the answer, without answers served from memory.",
    labelNames,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const hot = { hits: 0, misses: 0, rebuilds: 0, failedRebuilds: 0, staleHits: 0 };
  new Gauge({
    name: "cryptodesk_hot_answers",
    help: "Answers served from memory (hits, of them stale_hits past their time), not found there (misses), and remade.",
    labelNames: ["event"],
    registers: [registry],
    collect() {
      this.set({ event: "hit" }, hot.hits);
      this.set({ event: "stale_hit" }, hot.staleHits);
      this.set({ event: "miss" }, hot.misses);
      this.set({ event: "rebuild" }, hot.rebuilds);
      this.set({ event: "failed_rebuild" }, hot.failedRebuilds);
    },
  });
  return {
    registry,
    hot,
    request: (route, method, status, seconds) => {
      const labels = { route, method, status: String(status) };
      requests.inc(labels);
      duration.observe(labels, seconds);
    },
    hotAnswer: (route, method, status) => {
      hot.hits += 1;
      const key = `${route}\n${method}\n${status}`;
      hotAnswers.set(key, (hotAnswers.get(key) ?? 0) + 1);
    },
  };
}

type RequestLabels = { route: string; method: string; status: string };

// Counting in a Map and handing over when scraped keeps label hashing off the hot path.
function flush(counts: Map<string, number>, add: (labels: RequestLabels, count: number) => void): void {
  for (const [key, count] of counts) {
    const [route = "", method = "", status = ""] = key.split("\n");
    add({ route, method, status }, count);
  }
  counts.clear();
}
