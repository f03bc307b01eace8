import { type AggregatedCandle, aggregateCandles, type FineCandle } from "@cryptodesk/quant/series/aggregate-candles";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { CandleSeries, GetCandlesInput } from "@cryptodesk/shared/market/candle.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import { bucketStart, type HistoryStep, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { ServiceContext } from "../../platform/service-context.ts";
import { CandleRepository, type CandleRow, type StoredTimeframe } from "./candle.repository.ts";
import { CoverageRepository } from "./coverage.repository.ts";
import { findCoin } from "./find-coin.ts";
import { refuseEarlier } from "./history-span.ts";
import type { ListingRow } from "./listing-row.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { readPriceSeries, splitSeries } from "./price-series.ts";
import { ProviderError } from "./providers/market-provider.ts";

const COMPUTE_TIMEOUT_MS = 2_000;

/** What a timeframe is built from: stored venue candles, or points of a step. */
const BUILT_FROM = {
  "5m": { venue: null, points: "5m" },
  "15m": { venue: null, points: "5m" },
  "1h": { venue: "1h", points: "1h" },
  "4h": { venue: "1h", points: "1h" },
  "1d": { venue: "1d", points: "1d" },
  "1w": { venue: "1d", points: "1d" },
} as const satisfies Record<Timeframe, { venue: StoredTimeframe | null; points: HistoryStep }>;

interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

interface Series extends Pick<CandleSeries, "source" | "origin" | "market" | "volumeUnit" | "state"> {
  candles: AggregatedCandle[];
}

/**
 * Candles of a coin: of one exchange pair where there are any, else built from this desk's own points.
 * @throws DomainError NOT_FOUND, or INVALID_INPUT for an impossible span
 */
export async function getCandles(
  ctx: ServiceContext,
  market: MarketRuntime,
  input: GetCandlesInput,
): Promise<CandleSeries> {
  const span = candleSpan(input, ctx.clock());
  const { row: coin } = await findCoin(ctx.db.replica, input.id);
  const series =
    (await instantCandles(ctx, market, coin, { ...span, timeframe: input.timeframe })) ??
    (await venueCandles(ctx, coin, input.timeframe, span)) ??
    (await pointCandles(ctx, market, coin, input.timeframe, span));
  const candles = series.candles.slice(-input.limit);
  const { gaps, segments } = splitSeries(
    candles.map(({ openMs }) => new Date(openMs)),
    input.timeframe,
  );
  return {
    id: coin.id,
    timeframe: input.timeframe,
    source: series.source,
    origin: series.origin,
    market: series.market,
    volumeUnit: series.volumeUnit,
    simulated: market.simulated(),
    state: series.state,
    candles: candles.map(({ openMs, open, high, low, close, volume, complete }, index) => ({
      openTime: new Date(openMs).toISOString(),
      open,
      high,
      low,
      close,
      volume,
      complete,
      segment: segments[index] ?? 0,
    })),
    gaps,
  };
}

/** The span that holds the newest `limit` candles where `from` is not given; begins at a candle's start. */
function candleSpan({ from, to, timeframe, limit }: GetCandlesInput, now: Date): Span {
  const end = to === undefined ? new Date(now.getTime() + 1) : new Date(to);
  refuseEarlier(end, "/to");
  const newest = bucketStart(end.getTime() - 1, timeframe);
  const earliest = newest - (limit - 1) * TIMEFRAME_MS[timeframe];
  const wanted = from === undefined ? earliest : new Date(from).getTime();
  if (wanted >= end.getTime()) throw invalidInput("/from", "must be before `to`");
  return { from: new Date(Math.max(earliest, bucketStart(wanted, timeframe))), to: end };
}

/** Candles of a market that computes its history; null where there is none of this coin. */
async function instantCandles(
  ctx: ServiceContext,
  market: MarketRuntime,
  coin: ListingRow,
  { from, to, timeframe }: Span & { timeframe: Timeframe },
): Promise<Series | null> {
  const provider = providersFor(market, "candles").find(({ instantHistory }) => instantHistory);
  if (!provider?.candles) return null;
  const now = ctx.clock();
  const request = { market: coin.id, timeframe, from, to };
  const drafts = await provider
    .candles(request, { signal: AbortSignal.timeout(COMPUTE_TIMEOUT_MS), now })
    .catch(noCandles);
  if (drafts.length === 0) return null;
  const fine = drafts.map(({ openTime, ...candle }): FineCandle => ({ ...candle, openMs: openTime.getTime() }));
  return {
    source: provider.id,
    origin: "venue",
    market: coin.id,
    volumeUnit: "base",
    state: "complete",
    candles: aggregateCandles(fine, { from: timeframe, to: timeframe, knownUntilMs: now.getTime() }),
  };
}

function noCandles(error: unknown): [] {
  if (error instanceof ProviderError) return [];
  throw error;
}

async function venueCandles(
  ctx: ServiceContext,
  coin: ListingRow,
  timeframe: Timeframe,
  { from, to }: Span,
): Promise<Series | null> {
  const { venue } = BUILT_FROM[timeframe];
  if (venue === null) return null;
  const rows = await new CandleRepository(ctx.db.replica).read(coin.no, venue, from, to);
  const last = rows.at(-1);
  if (!last) return null;
  const coverage = await new CoverageRepository(ctx.db.replica).find(coin.no, `candles-${venue}`);
  return {
    source: ProviderId.parse(last.source),
    origin: "venue",
    market: last.market,
    volumeUnit: "base",
    state: coverage?.state === "pending" ? "backfilling" : "complete",
    candles: aggregateCandles(rows.map(toFineCandle), {
      from: venue,
      to: timeframe,
      knownUntilMs: ctx.clock().getTime(),
    }),
  };
}

async function pointCandles(
  ctx: ServiceContext,
  market: MarketRuntime,
  coin: ListingRow,
  timeframe: Timeframe,
  span: Span,
): Promise<Series> {
  const step = BUILT_FROM[timeframe].points;
  const { points, state } = await readPriceSeries(ctx, market, coin, { ...span, step });
  const now = ctx.clock().getTime();
  const fine = points.map((point): FineCandle => {
    const openMs = point.at.getTime();
    return {
      openMs,
      open: point.open_usd,
      high: point.high_usd,
      low: point.low_usd,
      close: point.price_usd,
      volume: null,
      complete: openMs + TIMEFRAME_MS[step] <= now,
    };
  });
  const last = points.at(-1);
  return {
    source: last ? ProviderId.parse(last.source) : null,
    origin: "points",
    market: null,
    volumeUnit: null,
    state,
    candles: aggregateCandles(fine, { from: step, to: timeframe, knownUntilMs: now }),
  };
}

function toFineCandle(row: CandleRow): FineCandle {
  return {
    openMs: row.open_time.getTime(),
    open: row.open,
    high: row.high,
    low: row.low,
    close: row.close,
    volume: row.volume,
    complete: row.complete,
  };
}
