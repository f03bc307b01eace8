import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import { venueOf } from "./backfill-candles.ts";
import { CandleRepository } from "./candle.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { ProviderError } from "./providers/market-provider.ts";

/**
 * Reads every candle again that was unfinished when it was stored, and what came after it, so that each series goes on.
 * Stops quietly when the provider wants rest; the next run goes on with the oldest.
 */
export async function completeCandles(market: MarketRuntime, run: JobRunContext): Promise<Record<string, unknown>> {
  const provider = venueOf(market);
  if (!provider) return { series: 0, candles: 0, paused: null };
  const repository = new CandleRepository(market.db.primary);
  const unfinished = await repository.unfinished();
  let candles = 0;
  for (const [index, series] of unfinished.entries()) {
    const now = market.clock();
    try {
      const request = {
        market: series.market,
        timeframe: series.timeframe,
        from: series.since,
        to: new Date(now.getTime() + 1),
      };
      const found = await provider.candles(request, { signal: run.signal, now });
      await repository.save(series.coinNo, series.timeframe, provider.id, series.market, found);
      candles += found.length;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { series: index, candles, paused: error.message };
    }
    run.progress(index + 1, unfinished.length);
  }
  return { series: unfinished.length, candles, paused: null };
}
