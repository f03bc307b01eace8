import { maxDrawdown } from "@cryptodesk/quant/returns/drawdown";
import { indexSeries } from "@cryptodesk/quant/returns/index-series";
import { logReturns } from "@cryptodesk/quant/returns/returns";
import { annualisedVolatility, periodsPerYear } from "@cryptodesk/quant/returns/volatility";
import { pearsonCorrelation } from "@cryptodesk/quant/statistics/correlation";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { CompareInput, Comparison, ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { type HistoryStep, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { ServiceContext } from "../../platform/service-context.ts";
import { findCoin } from "./find-coin.ts";
import type { ListingRow } from "./listing-row.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { readPriceSeries } from "./price-series.ts";

const DAY_MS = 86_400_000;
const MIN_COMMON_RETURNS = 10;
const SPANS = {
  "24h": { days: 1, step: "5m" },
  "7d": { days: 7, step: "1h" },
  "30d": { days: 30, step: "1h" },
  "90d": { days: 90, step: "1d" },
  "1y": { days: 365, step: "1d" },
} as const satisfies Record<ComparisonWindow, { days: number; step: HistoryStep }>;

/**
 * Several coins' performance over one window, each 100 at the first time at which all have a price.
 * @throws DomainError NOT_FOUND for an unknown coin, INVALID_INPUT for the same coin twice
 */
export async function compareCoins(
  ctx: ServiceContext,
  market: MarketRuntime,
  { ids, window }: CompareInput,
): Promise<Comparison> {
  const { days, step } = SPANS[window];
  const now = ctx.clock();
  const from = new Date(now.getTime() - days * DAY_MS);
  const coins: ListingRow[] = [];
  const prices: Map<number, number>[] = [];
  for (const [index, id] of ids.entries()) {
    const { row } = await findCoin(ctx.db.replica, id);
    if (coins.some((coin) => coin.id === row.id)) throw invalidInput(`/ids/${index}`, `${row.id} is in the list twice`);
    const { points } = await readPriceSeries(ctx, market, row, { step, from, to: new Date(now.getTime() + 1) });
    coins.push(row);
    prices.push(new Map(points.map(({ at, price_usd }) => [at.getTime(), Number(price_usd)])));
  }
  const times = [...new Set(prices.flatMap((series) => [...series.keys()]))].sort((a, b) => a - b);
  const aligned = prices.map((series) => times.map((time) => series.get(time) ?? null));
  const indexed = indexSeries(aligned);
  const start = indexed?.start ?? times.length;
  const returns = aligned.map((series) => logReturns(series.slice(start)));
  return {
    window,
    interval: step,
    from: new Date(times[start] ?? from.getTime()).toISOString(),
    to: new Date(times.at(-1) ?? now.getTime()).toISOString(),
    simulated: market.simulated(),
    times: times.slice(start).map((time) => new Date(time).toISOString()),
    series: coins.map((coin, index) => describe(coin, indexed?.series[index] ?? [], returns[index] ?? [], step)),
    correlation: correlationMatrix(returns),
  };
}

function describe(
  coin: ListingRow,
  indexed: (number | null)[],
  returns: (number | null)[],
  step: HistoryStep,
): Comparison["series"][number] {
  const last = indexed.findLast((value) => value !== null) ?? null;
  const volatility = annualisedVolatility(returns, periodsPerYear(TIMEFRAME_MS[step]));
  const drawdown = maxDrawdown(indexed);
  return {
    id: coin.id,
    symbol: coin.symbol,
    name: coin.name,
    indexed,
    changePct: last === null ? null : last - 100,
    volatilityPct: volatility === null ? null : 100 * volatility,
    maxDrawdownPct: drawdown === null ? null : 100 * drawdown,
  };
}

function correlationMatrix(returns: readonly (number | null)[][]): (number | null)[][] {
  return returns.map((left, row) =>
    returns.map((right, column) => {
      const correlation = pearsonCorrelation(left, right, MIN_COMMON_RETURNS);
      // With itself it is 1 but for rounding.
      return correlation !== null && row === column ? 1 : correlation;
    }),
  );
}
