import { logReturns } from "@cryptodesk/quant/returns/returns";
import { annualisedVolatility, periodsPerYear } from "@cryptodesk/quant/returns/volatility";
import { median } from "@cryptodesk/quant/statistics/quantile";
import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { Db } from "../../platform/database/database.ts";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import { breadthOf, readTotals } from "./get-overview.ts";
import { ListingRepository } from "./listing.repository.ts";
import type { ListingRow } from "./listing-row.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import type { MarketFigures } from "./overview.repository.ts";
import { OverviewRepository } from "./overview.repository.ts";
import { changePct } from "./plan-refresh.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { ProviderRepository } from "./provider.repository.ts";
import { ReportRepository } from "./report.repository.ts";
import { describeReport } from "./report-sentences.ts";
import { SetAsideRepository } from "./set-aside.repository.ts";
import { TopRepository } from "./top.repository.ts";

const DAY_MS = 86_400_000;
const MOVERS = 5;
const SHARES = 10;
const LARGEST = 100;
const WEIGHTED = 10;
const VOLATILITY_DAYS = 30;
const MIN_VOLUME_USD = "1000000";

/** Writes the report of the current UTC day about the 24 hours before, and stores it. */
export async function writeReport(market: MarketRuntime): Promise<Record<string, unknown>> {
  const db = market.db.primary;
  const now = market.clock();
  const reports = new ReportRepository(db);
  const date = now.toISOString().slice(0, 10);
  const { figures, totals } = await readTotals(db, market, now);
  if (figures.coins === 0) return { date, skipped: "no listings yet" };
  const previous = await reports.latestBefore(date);
  const report: Omit<MarketReport, "summary"> = {
    date,
    writtenAt: now.toISOString(),
    simulated: market.simulated(),
    sources: figures.sources.map((source) => ProviderId.parse(source)),
    totalMarketCapUsd: totals.totalMarketCapUsd,
    totalMarketCapChangePct: changeSince(previous?.totalMarketCapUsd ?? null, totals.totalMarketCapUsd),
    totalVolume24hUsd: totals.totalVolume24hUsd,
    dominance: await new OverviewRepository(db).dominance(totals.totalMarketCapUsd, SHARES),
    breadth: breadthOf(figures),
    gainers: await movers(db, "gainers", now),
    losers: await movers(db, "losers", now),
    volatility: await volatility(db, now),
    dataHealth: await dataHealth(market, figures, now),
  };
  await reports.save({ ...report, summary: describeReport(report) });
  return { date, coins: figures.coins };
}

/** Writes today's report where it is missing, or again where it was written before enough history had come. */
export async function completeReport(market: MarketRuntime): Promise<void> {
  const today = await new ReportRepository(market.db.primary).find(market.clock().toISOString().slice(0, 10));
  if (!today || today.volatility.medianPct === null) await writeReport(market);
}

function changeSince(before: string | null, now: string | null): number | null {
  return before === null || now === null || Number(before) === 0 ? null : changePct(before, now);
}

async function movers(db: Db, category: "gainers" | "losers", now: Date): Promise<MarketReport["gainers"]> {
  const rows = await new TopRepository(db).read(category, "24h", MIN_VOLUME_USD, MOVERS, now);
  const listings = await new ListingRepository(db).findByIds(rows.map(({ id }) => id));
  const byId = new Map(listings.map((row) => [row.id, row]));
  return rows.flatMap(({ id, metric }) => {
    const row = byId.get(id);
    return row && metric !== null
      ? [{ id, symbol: row.symbol, name: row.name, priceUsd: row.price_usd, changePct: metric }]
      : [];
  });
}

async function volatility(db: Db, now: Date): Promise<MarketReport["volatility"]> {
  const coins = await new ListingRepository(db).largest(LARGEST);
  const from = new Date(now.getTime() - (VOLATILITY_DAYS + 1) * DAY_MS);
  const closes = await new PricePointRepository(db).closes(
    coins.map(({ no }) => no),
    "1d",
    from,
  );
  const returnsOf = new Map([...closes].map(([no, points]) => [no, dailyReturns(points)]));
  const known = coins.flatMap((coin) => {
    const pct = volatilityPct([...(returnsOf.get(coin.no)?.values() ?? [])]);
    return pct === null ? [] : [{ id: coin.id, symbol: coin.symbol, pct }];
  });
  // Before the history is there, the figures of the few coins that have one would stand for all.
  if (known.length * 2 < coins.length) return { marketPct: null, medianPct: null, highest: [] };
  return {
    marketPct: volatilityPct(weightedReturns(coins.slice(0, WEIGHTED), returnsOf)),
    medianPct: median(known.map(({ pct }) => pct)),
    highest: [...known].sort((a, b) => b.pct - a.pct).slice(0, MOVERS),
  };
}

/** Log returns by the day they end on (ms). */
function dailyReturns(points: readonly { atMs: number; price: number }[]): Map<number, number> {
  const returns = logReturns(points.map(({ price }) => price));
  return new Map(
    points.slice(1).flatMap(({ atMs }, index) => {
      const value = returns[index];
      return value === null || value === undefined ? [] : [[atMs, value] as const];
    }),
  );
}

/** Returns of a basket weighted by today's market caps, for days on which all of its coins have one. */
function weightedReturns(
  coins: readonly ListingRow[],
  returnsOf: ReadonlyMap<number, ReadonlyMap<number, number>>,
): number[] {
  const weighted = coins.filter(({ market_cap_usd, no }) => market_cap_usd !== null && returnsOf.has(no));
  const total = weighted.reduce((sum, coin) => sum + Number(coin.market_cap_usd), 0);
  const days = returnsOf.get(weighted[0]?.no ?? -1)?.keys() ?? [];
  return [...days].flatMap((day) => {
    let sum = 0;
    for (const coin of weighted) {
      const value = returnsOf.get(coin.no)?.get(day);
      if (value === undefined) return [];
      sum += (value * Number(coin.market_cap_usd)) / total;
    }
    return [sum];
  });
}

function volatilityPct(returns: readonly number[]): number | null {
  const annual = annualisedVolatility(returns, periodsPerYear(DAY_MS));
  return annual === null ? null : 100 * annual;
}

async function dataHealth(
  market: MarketRuntime,
  figures: MarketFigures,
  now: Date,
): Promise<MarketReport["dataHealth"]> {
  const db = market.db.primary;
  const since = new Date(now.getTime() - DAY_MS);
  const runs = await new JobRunStore(db, market.clock).countSince(since);
  const calls = await new ProviderRepository(db).callsSince(since);
  const counts = await new SetAsideRepository(db).counts();
  return {
    coins: figures.coins,
    stale: figures.stale,
    quarantined: figures.quarantined,
    setAside: counts.reduce((sum, { rows }) => sum + rows, 0),
    runs: runs.runs,
    failedRuns: runs.failed,
    providers: [...calls].map(([id, { calls: count, failures }]) => ({
      id: ProviderId.parse(id),
      calls: count,
      failures,
    })),
  };
}
