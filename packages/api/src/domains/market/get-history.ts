import type { GetHistoryInput, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { findCoin } from "./find-coin.ts";
import { coarser, historySpan } from "./history-span.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { readPriceSeries, splitSeries } from "./price-series.ts";

/**
 * Price history of a coin. With interval `auto` a coarser one is taken where the finer has no points.
 * @throws DomainError NOT_FOUND, or INVALID_INPUT for an impossible span
 */
export async function getHistory(
  ctx: ServiceContext,
  market: MarketRuntime,
  input: GetHistoryInput,
): Promise<PriceHistory> {
  const span = historySpan(input, ctx.clock());
  const { row: coin } = await findCoin(ctx.db.replica, input.id);
  let { step } = span;
  let series = await readPriceSeries(ctx, market, coin, { ...span, step });
  while (input.interval === "auto" && series.points.length < 2) {
    const next = coarser(step);
    if (next === null) break;
    step = next;
    series = await readPriceSeries(ctx, market, coin, { ...span, step });
  }
  const { gaps, segments } = splitSeries(
    series.points.map(({ at }) => at),
    step,
  );
  return {
    id: coin.id,
    interval: step,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    sources: [...new Set(series.points.map(({ source }) => source))].map((source) => ProviderId.parse(source)),
    simulated: market.simulated(),
    state: series.state,
    points: series.points.map((point, index) => ({
      at: point.at.toISOString(),
      priceUsd: point.price_usd,
      marketCapUsd: point.market_cap_usd,
      volume24hUsd: point.volume_24h_usd,
      segment: segments[index] ?? 0,
    })),
    gaps,
  };
}
