import { Gauge } from "prom-client";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { MarketStateRepository } from "./domains/market/market-state.repository.ts";
import { ProviderRepository } from "./domains/market/provider.repository.ts";
import type { OpenDatabase } from "./platform/database/open-database.ts";
import type { Metrics } from "./platform/metrics/metrics.ts";
import type { BossQueue } from "./platform/queue/boss-queue.ts";
import type { RedisLink } from "./platform/redis/redis-link.ts";

export interface WatchedParts {
  market: MarketRuntime;
  queue: BossQueue;
  redis: RedisLink;
  poolStats: OpenDatabase["poolStats"];
}

const HOUR_MS = 3_600_000;

/** Gauges of the parts that are not HTTP. A figure that cannot be read now is left out, never 0. */
export function registerDeskMetrics({ registry }: Metrics, { market, queue, redis, poolStats }: WatchedParts): void {
  const gauge = (name: string, help: string, labelNames: string[], collect: (set: Gauge) => Promise<void> | void) =>
    new Gauge({
      name: `cryptodesk_${name}`,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        await Promise.resolve(collect(this)).catch(() => {});
      },
    });
  const read = () => market.db.isUp();
  gauge("stream_clients", "Live streams held open.", [], (g) => g.set(market.ticks.streams));
  gauge("stream_dropped_total", "Streams cut because their client did not keep up.", [], (g) =>
    g.set(market.ticks.dropped),
  );
  gauge("database_up", "1 while the database answers.", [], (g) => g.set(market.db.isUp() ? 1 : 0));
  gauge("redis_up", "1 while Redis answers; absent when it is not configured.", [], (g) => {
    if (redis.state() !== "off") g.set(redis.state() === "up" ? 1 : 0);
  });
  gauge("database_connections", "Connections of this process's pool.", ["state"], (g) => {
    const stats = poolStats?.();
    if (!stats) return;
    g.set({ state: "idle" }, stats.idle);
    g.set({ state: "busy" }, stats.total - stats.idle);
    g.set({ state: "waited_for" }, stats.waiting);
  });
  gauge("queue_waiting", "Jobs waiting, by name.", ["job"], async (g) => {
    if (!read()) return;
    for (const [job, waiting] of Object.entries(await queue.depth())) g.set({ job }, waiting);
  });
  gauge("refresh_age_seconds", "Time since the last refresh of listings.", [], async (g) => {
    if (!read()) return;
    const { lastRefreshAt } = await new MarketStateRepository(market.db.primary).read();
    if (lastRefreshAt) g.set((market.clock().getTime() - lastRefreshAt.getTime()) / 1_000);
  });
  gauge("provider_calls_last_hour", "Calls to each provider by all workers.", ["provider", "outcome"], async (g) => {
    if (!read()) return;
    const since = new Date(market.clock().getTime() - HOUR_MS);
    for (const [provider, { calls, failures }] of await new ProviderRepository(market.db.primary).callsSince(since)) {
      g.set({ provider, outcome: "ok" }, calls - failures);
      g.set({ provider, outcome: "failed" }, failures);
    }
  });
}
