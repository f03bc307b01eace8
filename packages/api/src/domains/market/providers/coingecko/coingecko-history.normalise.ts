import { bucketStart, type HistoryStep, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import { positive, timeOf, zeroOrMore } from "../foreign-values.ts";
import { PRICE_RANGE_USD, shapeError } from "../listing-batch.ts";
import type { CandleDraft, PricePointDraft } from "../market-provider.ts";
import type { CoinGeckoChart } from "./coingecko.schema.ts";

interface Span {
  from: Date;
  /** Exclusive. */
  to: Date;
}

/**
 * Price points of a chart, one for each interval of `step` inside the span, ascending.
 *
 * The series is irregular (hourly steps of 34 to 90 minutes) and ends in a point for "now", which may even lie before
 * its predecessor: points are put in order of time and the last one of an interval stands for it.
 */
export function normaliseChart(chart: CoinGeckoChart, step: HistoryStep, span: Span): PricePointDraft[] {
  const prices = lastOfBucket(chart.prices, step);
  const caps = lastOfBucket(chart.market_caps, step);
  const volumes = lastOfBucket(chart.total_volumes, step);
  return [...prices].flatMap(([atMs, price]) => {
    const priceUsd = believablePrice(price);
    if (priceUsd === null || !isInside(atMs, span)) return [];
    return {
      at: new Date(atMs),
      priceUsd,
      openUsd: null,
      highUsd: null,
      lowUsd: null,
      marketCapUsd: positive(caps.get(atMs)),
      volume24hUsd: zeroOrMore(volumes.get(atMs)),
    };
  });
}

/** Start of interval (ms) → last value in it, ascending. A point without a value does not stand for its interval. */
function lastOfBucket(series: readonly unknown[], step: HistoryStep): Map<number, number> {
  const points = series.flatMap((point) => {
    if (!Array.isArray(point) || typeof point[0] !== "number" || typeof point[1] !== "number") return [];
    const at = timeOf(point[0]);
    return at === null ? [] : [[at.getTime(), point[1]] as const];
  });
  points.sort(([a], [b]) => a - b);
  return new Map(points.map(([ms, value]) => [bucketStart(ms, step), value]));
}

/**
 * Candles of `timeframe` from /ohlc rows, ascending. The rows are of 30 minutes or 4 hours by the length of the span
 * asked for, named by their END, the last one still running; they are joined into whole candles of the timeframe.
 * The first is left out when its beginning is missing.
 * @throws z.ZodError when the rows are coarser than the timeframe
 */
export function normaliseOhlc(rows: readonly unknown[], timeframe: Timeframe, span: Span, now: Date): CandleDraft[] {
  const pieces = rows.flatMap(readPiece).sort((a, b) => a.endMs - b.endMs);
  const pieceMs = spacing(pieces);
  if (pieceMs === null) return [];
  const wantedMs = TIMEFRAME_MS[timeframe];
  if (pieceMs > wantedMs) throw shapeError(`candles of ${pieceMs / 60_000} min where ${timeframe} was asked for`);
  const candles = new Map<number, CandleDraft>();
  let headless: number | null = null;
  for (const [index, { endMs, ohlc }] of pieces.entries()) {
    const startMs = endMs - pieceMs;
    const openMs = bucketStart(startMs, timeframe);
    const running = candles.get(openMs);
    if (running) {
      addPiece(running, ohlc);
      continue;
    }
    const [open, high, low, close] = ohlc;
    const complete = openMs + wantedMs <= now.getTime();
    candles.set(openMs, { openTime: new Date(openMs), open, high, low, close, volume: null, complete });
    if (index === 0 && startMs > openMs) headless = openMs;
  }
  return [...candles.values()].filter(({ openTime }) => {
    const openMs = openTime.getTime();
    return openMs !== headless && isInside(openMs, span);
  });
}

interface Piece {
  endMs: number;
  ohlc: readonly [string, string, string, string];
}

function readPiece(row: unknown): Piece[] {
  if (!Array.isArray(row) || typeof row[0] !== "number") return [];
  const end = timeOf(row[0]);
  const [open, high, low, close] = row.slice(1, 5).map(believablePrice);
  if (end === null || !open || !high || !low || !close) return [];
  return [{ endMs: end.getTime(), ohlc: [open, high, low, close] }];
}

/** Smallest distance between neighbours: holes widen a distance, nothing narrows it. */
function spacing(pieces: readonly Piece[]): number | null {
  const distances = pieces.slice(1).map(({ endMs }, index) => endMs - (pieces[index]?.endMs ?? 0));
  const smallest = Math.min(...distances.filter((ms) => ms > 0));
  return Number.isFinite(smallest) ? smallest : null;
}

function addPiece(candle: CandleDraft, [, high, low, close]: Piece["ohlc"]): void {
  if (Number(high) > Number(candle.high)) candle.high = high;
  if (Number(low) < Number(candle.low)) candle.low = low;
  candle.close = close;
}

function believablePrice(value: unknown): string | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const price = Number(value);
  return price >= PRICE_RANGE_USD.min && price <= PRICE_RANGE_USD.max ? positive(value) : null;
}

const isInside = (ms: number, { from, to }: Span): boolean => ms >= from.getTime() && ms < to.getTime();
