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
  const starts: number[] = [];
  for (let from = 0; from < time.length; ) {
    const end = endOfSegment(segment, from);
    starts.push(from);
    collectHoles(time, from, end, lengthMs, starts);
    from = end;
  }
  starts.push(time.length);
  return Int32Array.from(starts);
}

function endOfSegment(segment: Int32Array, from: number): number {
  const first = segment[from];
  let end = from + 1;
  while (end < segment.length && segment[end] === first) end += 1;
  return end;
}

/**
 * Adds where candles follow on more than a joined hole. Candles are at least their length apart: where so few are missing
 * between the first and the last one that all of them together would be joined, there is nothing to look for between them.
 */
function collectHoles(time: Float64Array, from: number, end: number, lengthMs: number, starts: number[]): void {
  const span = (time[end - 1] ?? 0) - (time[from] ?? 0);
  if (span <= (end - 1 - from + MAX_JOINED_GAP_INTERVALS) * lengthMs) return;
  if (end - from === 2) {
    starts.push(end - 1);
    return;
  }
  const middle = (from + end) >> 1;
  collectHoles(time, from, middle + 1, lengthMs, starts);
  collectHoles(time, middle, end, lengthMs, starts);
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
  const walk = new RunWalk(source);
  for (let run = 0; run + 1 < target.runs.length; run += 1) {
    let runBefore = -1;
    for (let index = target.runs[run] ?? 0; index < (target.runs[run + 1] ?? 0); index += 1) {
      const isThere = walk.goTo(target.time[index] ?? 0);
      if (isThere && (runBefore === -1 || runBefore === walk.run)) found[index] = walk.at;
      runBefore = isThere ? walk.run : -1;
    }
  }
  return found;
}

/** Goes through the candles of a frame by time. */
class RunWalk {
  at = 0;
  run = 0;
  readonly #frame: CandleFrame;

  constructor(frame: CandleFrame) {
    this.#frame = frame;
  }

  /** @returns whether there is a candle that starts then */
  goTo(time: number): boolean {
    const { count, runs } = this.#frame;
    while (this.at < count && (this.#frame.time[this.at] ?? 0) < time) this.at += 1;
    while (this.run + 2 < runs.length && this.at >= (runs[this.run + 1] ?? 0)) this.run += 1;
    return this.#frame.time[this.at] === time;
  }
}
