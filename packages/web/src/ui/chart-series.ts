import type { Candle, CandleSeries, PriceHistory, PricePoint } from "@cryptodesk/shared/market/candle.contract";

/** Seconds since the epoch, UTC: the chart library's time. */
export type ChartTime = number;

export interface CandleBar {
  time: ChartTime;
  open: number;
  high: number;
  low: number;
  close: number;
}
export interface Bar {
  time: ChartTime;
  value: number;
}
export interface Blank {
  time: ChartTime;
}

// So many empty places show a hole without pushing everything else out of sight.
const MOST_BLANKS = 60;

const seconds = (iso: string): ChartTime => Math.floor(Date.parse(iso) / 1000);

/** Candles in order of time, one per time, with blanks where a segment ends so that the hole is seen. */
export function candleBars(candles: readonly Candle[], stepMs: number): (CandleBar | Blank)[] {
  const bars = candles.map(({ openTime, open, high, low, close, segment }) => ({
    segment,
    bar: { time: seconds(openTime), open: Number(open), high: Number(high), low: Number(low), close: Number(close) },
  }));
  return withBlanks(inOrder(bars), stepMs / 1000);
}

/** Candles given as columns, times in ms: the same as {@link candleBars} makes of the API's candles. */
export function columnBars(columns: CandleColumns, stepMs: number): (CandleBar | Blank)[] {
  const bars = columns.time.map((ms, at) => ({
    segment: columns.segment[at] ?? 0,
    bar: {
      time: Math.floor(ms / 1000),
      open: columns.open[at] ?? Number.NaN,
      high: columns.high[at] ?? Number.NaN,
      low: columns.low[at] ?? Number.NaN,
      close: columns.close[at] ?? Number.NaN,
    },
  }));
  return withBlanks(inOrder(bars), stepMs / 1000);
}

/** Candles as columns of one length, ascending; candles with the same number belong to one unbroken series. */
interface CandleColumns {
  time: readonly number[];
  open: readonly number[];
  high: readonly number[];
  low: readonly number[];
  close: readonly number[];
  segment: readonly number[];
}

/** Volume of each candle, with a direction; candles without volume are left out. */
export function volumeBars(candles: readonly Candle[]): (Bar & { up: boolean })[] {
  const bars = candles.flatMap(({ openTime, open, close, volume, segment }) =>
    volume === null
      ? []
      : [{ segment, bar: { time: seconds(openTime), value: Number(volume), up: Number(close) >= Number(open) } }],
  );
  return inOrder(bars).map(({ bar }) => bar);
}

/**
 * One line for each unbroken stretch: the chart library would join points across a hole, maybe of two coins. Blanks after
 * a stretch keep the place of the hole.
 */
export function lineSegments(points: readonly PricePoint[], stepMs: number): (Bar | Blank)[][] {
  const bars = points.map(({ at, priceUsd, segment }) => ({
    segment,
    bar: { time: seconds(at), value: Number(priceUsd) },
  }));
  const lines = new Map<number, Bar[]>();
  for (const { segment, bar } of inOrder(bars)) {
    const line = lines.get(segment);
    if (line) line.push(bar);
    else lines.set(segment, [bar]);
  }
  const stretches = [...lines.values()];
  return stretches.map((line, index) => {
    const [end, next] = [line.at(-1), stretches[index + 1]?.[0]];
    return end && next ? [...line, ...blanksBetween(end.time, next.time, stepMs / 1000)] : line;
  });
}

/** Closing prices of each unbroken stretch, for what is computed from them. */
export function closingStretches(data: CandleSeries | PriceHistory): Bar[][] {
  const bars =
    "points" in data
      ? data.points.map(({ at, priceUsd, segment }) => ({
          segment,
          bar: { time: seconds(at), value: Number(priceUsd) },
        }))
      : data.candles.map(({ openTime, close, segment }) => ({
          segment,
          bar: { time: seconds(openTime), value: Number(close) },
        }));
  const stretches = new Map<number, Bar[]>();
  for (const { segment, bar } of inOrder(bars)) {
    const stretch = stretches.get(segment);
    if (stretch) stretch.push(bar);
    else stretches.set(segment, [bar]);
  }
  return [...stretches.values()];
}

interface Placed<B> {
  segment: number;
  bar: B;
}

/** Sorted by time; of several at one time the last said wins, because the chart library refuses duplicates. */
function inOrder<B extends Blank>(placed: Placed<B>[]): Placed<B>[] {
  const byTime = new Map(placed.map((entry) => [entry.bar.time, entry]));
  return [...byTime.values()].sort((a, b) => a.bar.time - b.bar.time);
}

function withBlanks<B extends Blank>(placed: Placed<B>[], step: number): (B | Blank)[] {
  return placed.flatMap(({ segment, bar }, index) => {
    const before = placed[index - 1];
    if (!before || before.segment === segment) return [bar];
    return [...blanksBetween(before.bar.time, bar.time, step), bar];
  });
}

function blanksBetween(from: ChartTime, to: ChartTime, step: number): Blank[] {
  const missing = Math.max(0, Math.floor((to - from) / step) - 1);
  return Array.from({ length: Math.min(missing, MOST_BLANKS) }, (_, index) => ({ time: from + (index + 1) * step }));
}

/** What a series says in one sentence, for those who do not see it. */
export function summariseBars(
  bars: readonly Bar[],
): { first: number; last: number; low: number; high: number; changePct: number } | null {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last || first.value === 0) return null;
  const values = bars.map(({ value }) => value);
  return {
    first: first.value,
    last: last.value,
    low: Math.min(...values),
    high: Math.max(...values),
    changePct: (last.value / first.value - 1) * 100,
  };
}
