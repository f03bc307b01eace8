import { setImmediate as turn } from "node:timers/promises";
import type { CandleColumns } from "@cryptodesk/quant/backtest/market-data";
import { segmentsOf, sliceColumns } from "@cryptodesk/quant/series/aggregate-columns";
import { TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { type CandleDraft, type MarketProvider, ProviderError } from "./providers/market-provider.ts";

// A request's share of the thread that serves others: about ten milliseconds.
const CANDLES_AT_ONCE = 400;
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
    const candles = joined([before, kept?.candles ?? null, after], interval);
    const whole = {
      fromMs: Math.min(fromMs, kept?.fromMs ?? fromMs),
      toMs: Math.max(toMs, kept?.toMs ?? toMs),
      candles,
    };
    this.#keep(key, whole);
    const first = candles.time.findIndex((time) => time >= fromMs);
    const end = candles.time.findLastIndex((time) => time < toMs) + 1;
    if (first < 0 || end <= first) return sliceColumns(candles, 0, 0);
    const inside = sliceColumns(candles, first, end);
    return { ...inside, segment: segmentsOf(inside.time, interval) };
  }

  async #columns(coin: string, span: Span, fromMs: number, toMs: number, now: Date): Promise<CandleColumns> {
    const wanted = { timeframe: span.timeframe, from: new Date(fromMs), to: new Date(toMs) };
    return columnsOf(await this.#compute(coin, wanted, now));
  }

  async #compute(coin: string, { timeframe, from, to }: Span, now: Date): Promise<CandleDraft[]> {
    const drafts: CandleDraft[] = [];
    const interval = TIMEFRAME_MS[timeframe];
    for (let start = from.getTime(); start < to.getTime(); start += CANDLES_AT_ONCE * interval) {
      const end = Math.min(to.getTime(), start + CANDLES_AT_ONCE * interval);
      const request = { market: coin, timeframe, from: new Date(start), to: new Date(end) };
      const call = { signal: AbortSignal.timeout(COMPUTE_TIMEOUT_MS), now };
      const found = await this.#source.candles(request, call).catch(noCandles);
      drafts.push(...found.filter(({ complete }) => complete));
      await turn();
    }
    return drafts;
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

function columnsOf(drafts: readonly CandleDraft[]): CandleColumns {
  const column = (value: (draft: CandleDraft) => string | null) =>
    Float64Array.from(drafts, (draft) => Number(value(draft) ?? Number.NaN));
  return {
    time: Float64Array.from(drafts, ({ openTime }) => openTime.getTime()),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
    segment: new Int32Array(drafts.length),
  };
}

function joined(given: readonly (CandleColumns | null)[], intervalMs: number): CandleColumns {
  const parts = given.filter((part) => part !== null);
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const join = (name: "time" | "open" | "high" | "low" | "close" | "volume") => {
    const column = new Float64Array(parts.reduce((sum, { time }) => sum + time.length, 0));
    let at = 0;
    for (const part of parts) {
      column.set(part[name], at);
      at += part[name].length;
    }
    return column;
  };
  const time = join("time");
  return {
    time,
    open: join("open"),
    high: join("high"),
    low: join("low"),
    close: join("close"),
    volume: join("volume"),
    segment: segmentsOf(time, intervalMs),
  };
}
