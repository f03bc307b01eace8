import { loadChangesSince, MarketFeed } from "./domains/market/market-feed.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { MarketTicks } from "./domains/market/market-ticks.ts";
import { createProviderLedger } from "./domains/market/provider-ledger.ts";
import { createProviders } from "./domains/market/providers/registry.ts";
import { createSandboxProvider } from "./domains/market/providers/sandbox/sandbox.provider.ts";
import { settleMode } from "./domains/market/settle-mode.ts";
import type { Config } from "./platform/config/load-config.ts";
import type { Database } from "./platform/database/database.ts";
import type { Logger } from "./platform/logging/logger.ts";
import type { RedisLink } from "./platform/redis/redis-link.ts";
import type { Clock } from "./platform/service-context.ts";

export interface MarketParts {
  config: Config;
  db: Database;
  redis: RedisLink;
  logger: Logger;
  clock: Clock;
  /** Told each new market version after its changes went to the streams. */
  onVersion: (version: number) => void;
}

/** The market's long-lived parts, wired; the feed is not started yet. */
export async function composeMarket({
  config,
  db,
  redis,
  logger,
  clock,
  onVersion,
}: MarketParts): Promise<{ market: MarketRuntime; feed: MarketFeed }> {
  const sandbox = createSandboxProvider({ seed: config.SANDBOX_SEED, tickSeconds: config.SANDBOX_TICK_SECONDS });
  const registered = [...createProviders(config, createProviderLedger(db)), { provider: sandbox, gate: null }];
  const providers = registered.map(({ provider }) => provider);
  const ticks = new MarketTicks({
    maxStreams: config.STREAM_MAX_CLIENTS,
    loadChangesSince: async (version) => loadChangesSince(db, version, ticks.version, clock),
  });
  const feed = new MarketFeed({ db, redis, ticks, clock, logger, onVersion });
  const market: MarketRuntime = {
    db,
    clock,
    logger,
    config,
    ticks,
    providers,
    mode: await settleMode(db, config, providers, clock),
    simulated: () => market.mode === "sandbox",
    callsPerMinute: (id) => registered.find(({ provider }) => provider.id === id)?.gate?.callsPerMinute ?? null,
    announce: () => feed.announce(),
  };
  return { market, feed };
}
