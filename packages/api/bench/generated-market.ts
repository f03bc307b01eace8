import { sql } from "kysely";
import type { MarketRuntime } from "../src/domains/market/market-runtime.ts";
import { MarketTicks } from "../src/domains/market/market-ticks.ts";
import { coinGeckoRows } from "../src/domains/market/providers/coingecko/coingecko.normalise.ts";
import { readBatch } from "../src/domains/market/providers/listing-batch.ts";
import type { MarketProvider } from "../src/domains/market/providers/market-provider.ts";
import type { RefreshRun } from "../src/domains/market/refresh-listings.ts";
import { migrations } from "../src/migrations/migrations.ts";
import { loadConfig } from "../src/platform/config/load-config.ts";
import type { Database } from "../src/platform/database/database.ts";
import { migrate } from "../src/platform/database/migrate.ts";
import { openPostgresDatabase } from "../src/platform/database/postgres-database.ts";
import { createLogger } from "../src/platform/logging/logger.ts";
import { startPostgres } from "../test/support/servers.ts";

/** A migrated Postgres of its own; ends the bench with the reason where there is none. */
export async function benchPostgres(): Promise<{ url: string; database: Database; stop: () => Promise<void> }> {
  const { server, reason } = await startPostgres({ shared_buffers: "512MB", max_wal_size: "4GB" });
  if (!server) {
    console.log(`skipped: ${reason}`);
    process.exit(0);
  }
  const database = await openPostgresDatabase({ url: server.url, replicaUrls: [], poolSize: 10 });
  await migrate(database, migrations);
  const stop = async () => {
    await database.close();
    await server.stop();
  };
  return { url: server.url, database, stop };
}

/** Rows of /coins/markets as CoinGecko sends them; every price differs from `round` to `round`. */
export function rawMarkets(coins: number, round: number, now: Date): object[] {
  return Array.from({ length: coins }, (_, index) => {
    const price = (60_000 / (index + 1)) * (1 + ((index * 7 + round * 13) % 100) / 5_000);
    const supply = 19_000_000 + index * 1_000;
    return {
      id: `coin-${index}`,
      symbol: `c${index % 9_000}`,
      name: `Coin number ${index}`,
      image: `https://coin-images.example/coins/images/${index}/large/coin.png?1696501400`,
      current_price: price,
      market_cap: Math.round(price * supply),
      market_cap_rank: index + 1,
      fully_diluted_valuation: Math.round(price * supply * 1.1),
      total_volume: Math.round(price * 1_000_000 * (1 + (index % 17))),
      high_24h: price * 1.02,
      low_24h: price * 0.97,
      price_change_24h: price * 0.01,
      price_change_percentage_24h: ((index * 31 + round) % 2_000) / 100 - 10,
      price_change_percentage_1h_in_currency: ((index + round) % 300) / 100 - 1.5,
      price_change_percentage_24h_in_currency: ((index * 31 + round) % 2_000) / 100 - 10,
      price_change_percentage_7d_in_currency: ((index * 17 + round) % 4_000) / 100 - 20,
      market_cap_change_24h: 1_000_000,
      market_cap_change_percentage_24h: 0.5,
      circulating_supply: supply,
      total_supply: supply * 1.1,
      max_supply: index % 3 === 0 ? null : supply * 1.2,
      ath: price * 2,
      ath_change_percentage: -50,
      ath_date: "2021-11-10T14:24:11.849Z",
      atl: price / 100,
      atl_change_percentage: 9_900,
      atl_date: "2015-01-14T00:00:00.000Z",
      roi: null,
      last_updated: new Date(now.getTime() + round).toISOString(),
    };
  });
}

/** A provider that normalises generated rows: the whole write path but the network. */
export function generatedProvider(rows: () => readonly object[]): MarketProvider {
  const pageSize = 250;
  return {
    id: "coingecko",
    name: "generated",
    simulated: false,
    access: "keyless",
    capabilities: new Set(["listings"] as const),
    pageSize,
    namesCoins: true,
    historyReachDays: {},
    instantHistory: false,
    listings: async ({ page }, { now }) =>
      readBatch(rows().slice((page - 1) * pageSize, page * pageSize), coinGeckoRows, now),
    ping: async () => {},
  };
}

export function benchMarket(
  database: Database,
  provider: MarketProvider,
  announce: () => Promise<void> = async () => {},
): MarketRuntime {
  return {
    db: database,
    clock: () => new Date(),
    logger: createLogger({ level: "silent", role: "bench" }),
    config: loadConfig({ DATABASE_URL: "postgres://bench@127.0.0.1/bench", QUARANTINE_JUMP_PCT: "1000" }),
    ticks: new MarketTicks({ maxStreams: 10 }),
    providers: [provider],
    mode: "live",
    simulated: () => false,
    callsPerMinute: () => null,
    announce,
  };
}

export const quietRun: RefreshRun = { signal: new AbortController().signal, progress: () => {} };

export async function analyse({ primary }: Database): Promise<void> {
  await sql`VACUUM ANALYZE listing, coin`.execute(primary);
}
