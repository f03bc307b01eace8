import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import { venueOf } from "./backfill-candles.ts";
import { CandleRepository, type UnfinishedSeries } from "./candle.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { type CandleDraft, type MarketProvider, ProviderError } from "./providers/market-provider.ts";

export interface CompletedCandles extends Record<string, unknown> {
  series: number;
  candles: number;
  /** Why a provider wants rest; null: all is done. */
  paused: string | null;
}

/**
 * Reads every candle again that was unfinished when it was stored, and what came after it, so that each series goes on.
 * Stops quietly when the provider wants rest; the next run goes on with the oldest.
 */
export async function completeCandles(market: MarketRuntime, run: JobRunContext): Promise<CompletedCandles> {
  return complete(market, await new CandleRepository(market.db.primary).unfinished(), run);
}

/** The same for some coins, and only where a candle has closed since: for whoever waits for its close. */
export async function completeCandlesOf(
  market: MarketRuntime,
  coinIds: readonly string[],
  run: Pick<JobRunContext, "signal" | "progress">,
): Promise<CompletedCandles> {
  if (coinIds.length === 0 || !venueOf(market)) return { series: 0, candles: 0, paused: null };
  return complete(market, await new CandleRepository(market.db.primary).closedSince(coinIds, market.clock()), run);
}

async function complete(
  market: MarketRuntime,
  unfinished: readonly UnfinishedSeries[],
  run: Pick<JobRunContext, "signal" | "progress">,
): Promise<CompletedCandles> {
  const provider = venueOf(market);
  if (!provider) return { series: 0, candles: 0, paused: null };
  const repository = new CandleRepository(market.db.primary);
  let candles = 0;
  for (const [index, series] of unfinished.entries()) {
    try {
      for await (const found of readOn(provider, series, market.clock(), run.signal)) {
        await repository.save(series.coinNo, series.timeframe, provider.id, series.market, found);
        candles += found.length;
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { series: index, candles, paused: error.message };
    }
    run.progress(index + 1, unfinished.length);
  }
  return { series: unfinished.length, candles, paused: null };
}

/**
 * Answers from the series' first unfinished candle to now: one holds a thousand at most, and a series that ended on a
 * finished candle would not be gone on with.
 */
async function* readOn(
  provider: Required<Pick<MarketProvider, "candles">>,
  { market, timeframe, since }: UnfinishedSeries,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<CandleDraft[]> {
  const to = new Date(now.getTime() + 1);
  let from = since;
  while (from < to) {
    const found = await provider.candles({ market, timeframe, from, to }, { signal, now });
    const last = found.at(-1);
    if (!last) return;
    yield found;
    if (!last.complete) return;
    from = new Date(last.openTime.getTime() + 1);
  }
}
