import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { Db } from "../../platform/database/database.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { GlobalRepository } from "./global.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import { type MarketFigures, OverviewRepository } from "./overview.repository.ts";

const SHARES = 10;
const CATEGORIES = 100;

/** Totals, dominance, breadth, counts and freshness of the whole market. */
export async function getOverview(ctx: ServiceContext, market: MarketRuntime): Promise<MarketOverview> {
  const db = ctx.db.replica;
  const overview = new OverviewRepository(db);
  const { figures, totals } = await readTotals(db, market, ctx.clock());
  const [dominance, categories, trending, state] = await Promise.all([
    overview.dominance(totals.totalMarketCapUsd, SHARES),
    overview.categories(CATEGORIES),
    new GlobalRepository(db).trending(),
    new MarketStateRepository(db).read(),
  ]);
  return {
    ...totals,
    dominance,
    breadth: breadthOf(figures),
    counts: { coins: figures.coins, ranked: figures.ranked, stale: figures.stale, quarantined: figures.quarantined },
    freshness: {
      lastRefreshAt: state.lastRefreshAt?.toISOString() ?? null,
      newestAsOf: figures.newest?.toISOString() ?? null,
      oldestTop50AsOf: figures.oldest_top50?.toISOString() ?? null,
    },
    trending,
    categories,
    sources: figures.sources.map((source) => ProviderId.parse(source)),
    simulated: market.simulated(),
    marketVersion: String(state.version),
  };
}

type Totals = Pick<
  MarketOverview,
  "totalMarketCapUsd" | "totalMarketCapChange24hPct" | "totalVolume24hUsd" | "totalsSource" | "totalsAsOf"
>;

/** The provider's totals of the whole market while they are fresh, else the sums over this desk's own listings. */
export async function readTotals(
  db: Db,
  market: Pick<MarketRuntime, "config">,
  now: Date,
): Promise<{ figures: MarketFigures; totals: Totals }> {
  const staleBefore = new Date(now.getTime() - market.config.STALE_AFTER_SECONDS * 1_000);
  const [figures, given] = await Promise.all([
    new OverviewRepository(db).figures(staleBefore),
    new GlobalRepository(db).latestTotals(),
  ]);
  if (given && given.at >= staleBefore) {
    return {
      figures,
      totals: {
        totalMarketCapUsd: given.total_market_cap_usd,
        totalMarketCapChange24hPct: given.market_cap_change_24h_pct,
        totalVolume24hUsd: given.total_volume_24h_usd,
        totalsSource: ProviderId.parse(given.source),
        totalsAsOf: given.at.toISOString(),
      },
    };
  }
  return {
    figures,
    totals: {
      totalMarketCapUsd: figures.total_market_cap_usd,
      totalMarketCapChange24hPct: null,
      totalVolume24hUsd: figures.total_volume_24h_usd,
      totalsSource: null,
      totalsAsOf: figures.newest?.toISOString() ?? null,
    },
  };
}

export function breadthOf({ advancers, decliners, unchanged, unknown }: MarketFigures): MarketOverview["breadth"] {
  return { advancers, decliners, unchanged, unknown };
}
