import {
  bucketStart,
  MAX_JOINED_GAP_INTERVALS,
  TIMEFRAME_MS,
  type Timeframe,
} from "@cryptodesk/shared/market/timeframe";
import type { CandleColumns } from "../backtest/market-data.ts";

/** Candles of one coin and length, apart in unbroken runs. */
export interface CandleFrame {
  /** Length of a candle, ms. */
  readonly lengthMs: number;
  readonly count: number;
  /** Start of each candle, ms since 1970-01-01 UTC. */
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /**
   * Where each run begins, and at last the count. Run n of a longer frame is made of run n of the frame it was made from
   * and may hold no candle.
   */
  readonly runs: Int32Array;
}

/**
 * The candles as they are. A run ends where the segment changes or where more than MAX_JOINED_GAP_INTERVALS candles are
 * missing; a shorter hole is joined, as the desk's charts do: its candles count as neighbours.
 */
export function frameOf(candles: CandleColumns, lengthMs: number): CandleFrame {
  const { time, open, high, low, close, volume } = candles;
  const runs = runStarts(candles, lengthMs);
  return { lengthMs, count: time.length, time, open, high, low, close, volume, runs };
}

function runStarts({ time, segment }: CandleColumns, lengthMs: number): Int32Array {
  const longest = (MAX_JOINED_GAP_INTERVALS + 1) * lengthMs;
  const starts: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  let series = 0;
  for (let at = 0; at < time.length; at += 1) {
    const now = time[at] ?? 0;
    const current = segment[at] ?? 0;
    if (now - before > longest || current !== series) starts.push(at);
    before = now;
    series = current;
  }
  starts.push(time.length);
  return Int32Array.from(starts);
}

/**
 * Rolls candles up to a longer timeframe: first open, highest high, lowest low, last close, sum of volumes; weeks start on
 * Monday UTC. Only candles that have closed within the same run are there: one that is still running, or that the run
 * breaks off in, is left out, and so is a first one of whose beginning more than a joined hole is missing.
 * @throws RangeError when the longer candles are not made of whole shorter ones
 */
export function longerFrame(frame: CandleFrame, timeframe: Timeframe): CandleFrame {
  const lengthMs = TIMEFRAME_MS[timeframe];
  if (lengthMs <= frame.lengthMs || lengthMs % frame.lengthMs !== 0) {
    throw new RangeError(`candles of ${frame.lengthMs} ms do not add up to ${timeframe}`);
  }
  const buckets = new Buckets();
  const runs = new Int32Array(frame.runs.length);
  for (let run = 0; run + 1 < frame.runs.length; run += 1) {
    collectBuckets(frame, run, timeframe, buckets);
    runs[run + 1] = buckets.starts.length;
  }
  return { lengthMs, count: buckets.starts.length, runs, ...rollUp(frame, buckets) };
}

/** Which shorter candles make each longer one: from (inclusive) and to (exclusive). */
class Buckets {
  readonly starts: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(start: number, from: number, to: number): void {
    this.starts.push(start);
    this.from.push(from);
    this.to.push(to);
  }
}

function collectBuckets(frame: CandleFrame, run: number, timeframe: Timeframe, buckets: Buckets): void {
  const { time, runs, lengthMs } = frame;
  const first = runs[run] ?? 0;
  const end = runs[run + 1] ?? 0;
  if (first === end) return;
  let from = first;
  let start = bucketStart(time[first] ?? 0, timeframe);
  const isWhole = (time[first] ?? 0) - start <= MAX_JOINED_GAP_INTERVALS * lengthMs;
  let counts = isWhole;
  for (let at = first; at < end; at += 1) {
    const now = time[at] ?? 0;
    if (now >= start + TIMEFRAME_MS[timeframe]) {
      if (counts) buckets.add(start, from, at);
      start = bucketStart(now, timeframe);
      from = at;
      counts = true;
    }
  }
  const last = time[end - 1] ?? 0;
  if (counts && last + lengthMs >= start + TIMEFRAME_MS[timeframe]) buckets.add(start, from, end);
}

function rollUp(frame: CandleFrame, buckets: Buckets): Omit<CandleFrame, "lengthMs" | "count" | "runs"> {
  const count = buckets.starts.length;
  const [open, high, low] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const [close, volume] = [new Float64Array(count), new Float64Array(count)];
  for (let bucket = 0; bucket < count; bucket += 1) {
    const from = buckets.from[bucket] ?? 0;
    const to = buckets.to[bucket] ?? 0;
    let top = frame.high[from] ?? Number.NaN;
    let bottom = frame.low[from] ?? Number.NaN;
    let traded = 0;
    for (let at = from; at < to; at += 1) {
      top = Math.max(top, frame.high[at] ?? Number.NaN);
      bottom = Math.min(bottom, frame.low[at] ?? Number.NaN);
      traded += frame.volume[at] ?? Number.NaN;
    }
    open[bucket] = frame.open[from] ?? Number.NaN;
    high[bucket] = top;
    low[bucket] = bottom;
    close[bucket] = frame.close[to - 1] ?? Number.NaN;
    volume[bucket] = traded;
  }
  return { time: Float64Array.from(buckets.starts), open, high, low, close, volume };
}

/**
 * For each candle of `target` the last one of `source`, of the same coin and run, that has closed by its close; -1 where
 * there is none.
 */
export function lastClosed(source: CandleFrame, target: CandleFrame): Int32Array {
  const found = new Int32Array(target.count).fill(-1);
  for (let run = 0; run + 1 < target.runs.length; run += 1) lastClosedInRun(source, target, run, found);
  return found;
}

function lastClosedInRun(source: CandleFrame, target: CandleFrame, run: number, found: Int32Array): void {
  const first = source.runs[run] ?? 0;
  const end = source.runs[run + 1] ?? 0;
  const targetEnd = target.runs[run + 1] ?? 0;
  let next = first;
  for (let at = target.runs[run] ?? 0; at < targetEnd; at += 1) {
    const closesAt = (target.time[at] ?? 0) + target.lengthMs;
    while (next < end && (source.time[next] ?? 0) + source.lengthMs <= closesAt) next += 1;
    if (next > first) found[at] = next - 1;
  }
}

/**
 * For each candle of `target` that of another coin which starts at the same time; -1 where there is none, and where the
 * other coin's series begins anew without a hole: nothing is carried from one run of it to the next.
 */
export function sameTime(source: CandleFrame, target: CandleFrame): Int32Array {
  const found = new Int32Array(target.count).fill(-1);
  let at = 0;
  let run = 0;
  let runBefore = -1;
  for (let index = 0; index < target.count; index += 1) {
    const time = target.time[index] ?? 0;
    while (at < source.count && (source.time[at] ?? 0) < time) at += 1;
    if (at >= source.count || source.time[at] !== time) {
      runBefore = -1;
      continue;
    }
    while (at >= (source.runs[run + 1] ?? source.count)) run += 1;
    if (runBefore === -1 || runBefore === run) found[index] = at;
    runBefore = run;
  }
  return found;
}
