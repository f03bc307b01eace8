import {
  bucketStart,
  MAX_JOINED_GAP_INTERVALS,
  TIMEFRAME_MS,
  type Timeframe,
} from "@cryptodesk/shared/market/timeframe";
import type { CandleColumns } from "../backtest/market-data.ts";

/**
 * Rolls candles up to a longer timeframe, in doubles: first open, highest high, lowest low, last close, sum of volumes (NaN
 * where one is). It is `aggregateCandles` for whole columns, with the same rules: a candle never spans two segments, and of
 * an interval that holds both only the newer side counts. The last interval is left out unless its last fine candle is
 * there: later ones may still come.
 * @param candles ascending, of timeframe `from`, with their segments
 * @throws RangeError when `to` is no multiple of `from`
 */
export function aggregateColumns(candles: CandleColumns, from: Timeframe, to: Timeframe): CandleColumns {
  if (from === to) return candles;
  if (TIMEFRAME_MS[to] % TIMEFRAME_MS[from] !== 0) throw new RangeError(`${from} candles do not add up to ${to}`);
  const { time, segment } = candles;
  const { length } = time;
  const rolled = emptyColumns(length);
  let count = 0;
  for (let index = 0; index < length; index += 1) {
    const bucket = bucketStart(time[index] ?? 0, to);
    const sameBucket = count > 0 && rolled.time[count - 1] === bucket;
    if (sameBucket && segment[index - 1] === segment[index]) {
      addTo(rolled, count - 1, candles, index);
      continue;
    }
    if (!sameBucket) count += 1;
    begin(rolled, count - 1, candles, index, bucket);
  }
  const lastEnd = (time[length - 1] ?? 0) + TIMEFRAME_MS[from];
  if (count > 0 && (rolled.time[count - 1] ?? 0) + TIMEFRAME_MS[to] > lastEnd) count -= 1;
  return sliceColumns(rolled, 0, count);
}

/**
 * Segment numbers of a series with holes: a hole of more than `MAX_JOINED_GAP_INTERVALS` begins a new one, and so does each
 * of the given times.
 * @param time starts of candles, ms, ascending
 * @param begins starts of candles with which another series begins, ms, ascending
 */
export function segmentsOf(time: Float64Array, intervalMs: number, begins: readonly number[] = []): Int32Array {
  const segments = new Int32Array(time.length);
  const longest = (MAX_JOINED_GAP_INTERVALS + 1.5) * intervalMs;
  let segment = 0;
  let next = 0;
  for (let index = 0; index < time.length; index += 1) {
    const at = time[index] ?? 0;
    const isAnother = (begins[next] ?? Number.POSITIVE_INFINITY) <= at;
    while ((begins[next] ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    if (index > 0 && (isAnother || at - (time[index - 1] ?? 0) >= longest)) segment += 1;
    segments[index] = segment;
  }
  return segments;
}

/** Candles from index `from` to before `to`, as a copy of their own. */
export function sliceColumns(candles: CandleColumns, from: number, to: number): CandleColumns {
  return {
    time: candles.time.slice(from, to),
    open: candles.open.slice(from, to),
    high: candles.high.slice(from, to),
    low: candles.low.slice(from, to),
    close: candles.close.slice(from, to),
    volume: candles.volume.slice(from, to),
    segment: candles.segment.slice(from, to),
  };
}

function emptyColumns(length: number): CandleColumns {
  const column = () => new Float64Array(length);
  return {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    segment: new Int32Array(length),
  };
}

function begin(rolled: CandleColumns, at: number, fine: CandleColumns, index: number, bucket: number): void {
  rolled.time[at] = bucket;
  rolled.open[at] = fine.open[index] ?? Number.NaN;
  rolled.high[at] = fine.high[index] ?? Number.NaN;
  rolled.low[at] = fine.low[index] ?? Number.NaN;
  rolled.close[at] = fine.close[index] ?? Number.NaN;
  rolled.volume[at] = fine.volume[index] ?? Number.NaN;
  rolled.segment[at] = fine.segment[index] ?? 0;
}

function addTo(rolled: CandleColumns, at: number, fine: CandleColumns, index: number): void {
  rolled.high[at] = Math.max(rolled.high[at] ?? Number.NaN, fine.high[index] ?? Number.NaN);
  rolled.low[at] = Math.min(rolled.low[at] ?? Number.NaN, fine.low[index] ?? Number.NaN);
  rolled.close[at] = fine.close[index] ?? Number.NaN;
  rolled.volume[at] = (rolled.volume[at] ?? Number.NaN) + (fine.volume[index] ?? Number.NaN);
}
