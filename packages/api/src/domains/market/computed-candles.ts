import type { CandleColumns } from "@cryptodesk/quant/backtest/market-data";
import { firstAt } from "@cryptodesk/quant/backtest/steps";
import { segmentsOf } from "@cryptodesk/quant/series/aggregate-columns";
import { TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { type CandleDraft, type MarketProvider, ProviderError } from "./providers/market-provider.ts";
import { TimeSlices } from "./time-slices.ts";

// Each takes about a hundredth of a millisecond, and so does each of its days.
const CANDLES_AT_ONCE = 50;
const MS_AT_ONCE = 30 * 86_400_000;
const MAX_KEPT_CANDLES = 1_500_000;
const COMPUTE_TIMEOUT_MS = 10_000;

interface Span {
  timeframe: Timeframe;
  from: Date;
  to: Date;
}

/** Candles that one coin was computed for: every one in [fromMs, toMs). */
interface Kept {
  fromMs: number;
  toMs: number;
  candles: CandleColumns;
}

type Source = MarketProvider & Required<Pick<MarketProvider, "candles">>;

const bySource = new WeakMap<MarketProvider, ComputedCandles>();

/**
 * Candles of a market that computes them: a function of the coin and the time, so that what was computed once is kept and
 * only gone on with.
 */
export class ComputedCandles {
  readonly #source: Source;
  /** By coin and timeframe, last used last. */
  readonly #kept = new Map<string, Kept>();

  private constructor(source: Source) {
    this.#source = source;
  }

  /** Null where the market's candles are stored, not computed. */
  static of(market: Pick<MarketRuntime, "providers" | "simulated">): ComputedCandles | null {
    const source = providersFor(market, "candles").find(({ instantHistory }) => instantHistory);
    if (source === undefined || !hasCandles(source)) return null;
    const known = bySource.get(source) ?? new ComputedCandles(source);
    bySource.set(source, known);
    return known;
  }

  /** Closed candles in the span, ascending. */
  async read(coin: string, span: Span, now: Date): Promise<CandleColumns> {
    const key = `${span.timeframe} ${coin}`;
    const interval = TIMEFRAME_MS[span.timeframe];
    const fromMs = span.from.getTime();
    const toMs = span.to.getTime();
    let kept = this.#kept.get(key) ?? null;
    // Far from what is kept, or longer than is worth keeping: anew.
    if (kept !== null && (fromMs > kept.toMs || toMs < kept.fromMs)) kept = null;
    const before =
      kept !== null && fromMs < kept.fromMs ? await this.#columns(coin, span, fromMs, kept.fromMs, now) : null;
    const after =
      kept === null || toMs > kept.toMs ? await this.#columns(coin, span, kept?.toMs ?? fromMs, toMs, now) : null;
    const parts = [before, kept?.candles ?? null, after].filter((part) => part !== null);
    const candles = await joined(parts);
    const whole = {
      fromMs: Math.min(fromMs, kept?.fromMs ?? fromMs),
      toMs: Math.max(toMs, kept?.toMs ?? toMs),
      candles,
    };
    this.#keep(key, whole);
    const inside = viewOf(candles, firstAt(candles.time, fromMs), firstAt(candles.time, toMs));
    return { ...inside, segment: segmentsOf(inside.time, interval) };
  }

  async #columns(coin: string, { timeframe }: Span, fromMs: number, toMs: number, now: Date): Promise<CandleColumns> {
    const interval = TIMEFRAME_MS[timeframe];
    const columns = sharedColumns(Math.ceil((toMs - fromMs) / interval));
    const slices = new TimeSlices();
    let count = 0;
    const step = Math.max(1, Math.min(CANDLES_AT_ONCE, Math.floor(MS_AT_ONCE / interval))) * interval;
    for (let start = fromMs; start < toMs; start += step) {
      const end = Math.min(toMs, start + step);
      const request = { market: coin, timeframe, from: new Date(start), to: new Date(end) };
      const call = { signal: AbortSignal.timeout(COMPUTE_TIMEOUT_MS), now };
      for (const draft of await this.#source.candles(request, call).catch(noCandles)) {
        if (!draft.complete) continue;
        write(columns, count, draft);
        count += 1;
      }
      await slices.rest();
    }
    return viewOf(columns, 0, count);
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    let count = 0;
    for (const [each, { candles }] of [...this.#kept].reverse()) {
      count += candles.time.length;
      if (count > MAX_KEPT_CANDLES) this.#kept.delete(each);
    }
  }
}

function hasCandles(provider: MarketProvider): provider is Source {
  return provider.candles !== undefined;
}

function noCandles(error: unknown): [] {
  if (error instanceof ProviderError) return [];
  throw error;
}

const PRICED = ["time", "open", "high", "low", "close", "volume"] as const;

// Threads read them without copies of their own.
function sharedColumns(length: number): CandleColumns {
  const column = () => new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  const [time, open, high, low, close, volume] = [column(), column(), column(), column(), column(), column()];
  return { time, open, high, low, close, volume, segment: new Int32Array(0) };
}

function write(columns: CandleColumns, at: number, { openTime, open, high, low, close, volume }: CandleDraft): void {
  columns.time[at] = openTime.getTime();
  columns.open[at] = Number(open);
  columns.high[at] = Number(high);
  columns.low[at] = Number(low);
  columns.close[at] = Number(close);
  columns.volume[at] = volume === null ? Number.NaN : Number(volume);
}

/** Without segments, as only the whole tells them. What is kept is never written to again. */
function viewOf(columns: CandleColumns, from: number, to: number): CandleColumns {
  const view = (name: (typeof PRICED)[number]) => columns[name].subarray(from, Math.max(from, to));
  return {
    time: view("time"),
    open: view("open"),
    high: view("high"),
    low: view("low"),
    close: view("close"),
    volume: view("volume"),
    segment: columns.segment,
  };
}

async function joined(parts: readonly CandleColumns[]): Promise<CandleColumns> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = sharedColumns(parts.reduce((sum, { time }) => sum + time.length, 0));
  const slices = new TimeSlices();
  for (const name of PRICED) {
    let at = 0;
    for (const part of parts) {
      whole[name].set(part[name], at);
      at += part[name].length;
    }
    await slices.rest();
  }
  return whole;
}
