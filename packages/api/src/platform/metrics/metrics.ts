import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Every figure at /metrics. Others add theirs to `registry`. */
export interface Metrics {
  readonly registry: Registry;
  /** One answered request. `route` is a pattern, never an address, so that the number of series stays small. */
  request(route: string, method: string, status: number, seconds: number | null): void;
  /** Counters of the answers out of memory at one route; these are counted, not timed. */
  hotCounters(route: string): HotCounters;
  /** Where to read how many bytes ready answers take. */
  trackHotBytes(read: () => number): void;
  readonly hot: { hits: number; misses: number; rebuilds: number; failedRebuilds: number; staleHits: number };
}

/** Plain numbers, so that counting costs next to nothing; handed over when scraped. */
export interface HotCounters {
  full: number;
  notModified: number;
  head: number;
}

/** A registry of its own, so that tests and several servers in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "cryptodesk_" });
  const labelNames = ["route", "method", "status"] as const;
  const hotAnswers = new Map<string, HotCounters>();
  const requests: Counter<"route" | "method" | "status"> = new Counter({
    name: "cryptodesk_http_requests_total",
    help: "Requests by route pattern, method and status.",
    labelNames,
    registers: [registry],
    collect: () => flush(hotAnswers, requests),
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
  let readHotBytes = () => 0;
  new Gauge({
    name: "cryptodesk_hot_bytes",
    help: "Memory taken by ready answers.",
    registers: [registry],
    collect() {
      this.set(readHotBytes());
    },
  });
  return {
    registry,
    trackHotBytes: (read) => {
      readHotBytes = read;
    },
    hot,
    request: (route, method, status, seconds) => {
      const labels = { route, method, status: String(status) };
      requests.inc(labels);
      // A stream lasts as long as its client wants.
      if (seconds !== null) duration.observe(labels, seconds);
    },
    hotCounters: (route) => {
      const counters = hotAnswers.get(route) ?? { full: 0, notModified: 0, head: 0 };
      hotAnswers.set(route, counters);
      return counters;
    },
  };
}

function flush(answers: Map<string, HotCounters>, requests: Counter<"route" | "method" | "status">): void {
  for (const [route, counters] of answers) {
    const add = (method: string, status: string, count: number) => {
      if (count > 0) requests.inc({ route, method, status }, count);
    };
    add("GET", "200", counters.full);
    add("GET", "304", counters.notModified);
    add("HEAD", "200", counters.head);
    Object.assign(counters, { full: 0, notModified: 0, head: 0 });
  }
}
