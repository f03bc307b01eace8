import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CandleColumns, MarketData } from "../backtest/market-data.ts";
import type { BacktestOutcome, TradeColumns } from "../backtest/outcome.ts";
import { firstAt } from "../backtest/steps.ts";
import type { CoinSignals, SignalSet } from "../signals/signal-set.ts";
import type { RandomSource } from "../statistics/random-source.ts";
import type { Variants } from "./variants.ts";

const BUDGET = 4_000_000;
const FEWEST_CUTS = 2;
const MOST_CUTS = 5;

/**
 * Cuts the history short at several times and runs the rules anew: equity, closed trades and signals before each cut must be
 * the same bits as with the whole history. Signals are compared too, as one that peeks at the next candle alone would act
 * only after the cut.
 */
export function checkLookAhead(variants: Variants, random: RandomSource): Honesty["lookAhead"] {
  const { outcome, market } = variants.examined;
  const steps = outcome.time.length;
  const cuts = steps < MOST_CUTS ? 0 : variants.affordable(BUDGET, FEWEST_CUTS, MOST_CUTS);
  const whole = cuts === 0 ? null : runWithSignals(variants, market);
  let first = whole === null ? Number.POSITIVE_INFINITY : differenceOfRuns(whole.outcome, outcome, steps);
  for (let cut = 0; cut < cuts && whole !== null; cut += 1) {
    const step = Math.max(1, Math.floor(((cut + random.next()) / cuts) * steps));
    const part = marketBefore(market, outcome.time[step] ?? 0);
    const shortened = runWithSignals(variants, part);
    if (shortened === null) continue;
    first = Math.min(
      first,
      differenceOfRuns(outcome, shortened.outcome, step),
      differenceOfSignals(whole.signals, shortened.signals, part),
    );
  }
  const passed = first === Number.POSITIVE_INFINITY;
  return { passed, cuts, firstDifferenceAt: passed ? null : new Date(first).toISOString() };
}

interface SignalledRun {
  readonly outcome: BacktestOutcome;
  readonly signals: SignalSet | null;
}

function runWithSignals(variants: Variants, market: MarketData): SignalledRun | null {
  let signals: SignalSet | null = null;
  const entries = (computed: SignalSet) => {
    signals = { ...computed, coins: computed.coins.map(copied) };
    return computed;
  };
  const outcome = variants.run({ entries }, market);
  return outcome === null ? null : { outcome, signals };
}

/** A copy: what computes signals may use its arrays again. */
function copied(signals: CoinSignals): CoinSignals {
  return {
    enterLong: signals.enterLong?.slice() ?? null,
    exitLong: signals.exitLong?.slice() ?? null,
    enterShort: signals.enterShort?.slice() ?? null,
    exitShort: signals.exitShort?.slice() ?? null,
    stopAtr: signals.stopAtr?.slice() ?? null,
    trailingAtr: signals.trailingAtr?.slice() ?? null,
    targetAtr: signals.targetAtr?.slice() ?? null,
    volatility: signals.volatility?.slice() ?? null,
  };
}

/** The market as it was known before a time, ms: its candles, and who belonged to the universe. */
export function marketBefore(market: MarketData, at: number): MarketData {
  return {
    intervalMs: market.intervalMs,
    coins: market.coins.map((coin) => ({
      ...coin,
      candles: candlesBefore(coin.candles, at),
      members:
        coin.members
          ?.filter(({ from }) => from < at)
          .map(({ from, to }) => ({ from, to: to !== null && to < at ? to : null })) ?? null,
    })),
  };
}

function candlesBefore(candles: CandleColumns, at: number): CandleColumns {
  const end = firstAt(candles.time, at);
  return {
    time: candles.time.subarray(0, end),
    open: candles.open.subarray(0, end),
    high: candles.high.subarray(0, end),
    low: candles.low.subarray(0, end),
    close: candles.close.subarray(0, end),
    volume: candles.volume.subarray(0, end),
    segment: candles.segment.subarray(0, end),
  };
}

/** When two runs first differ within so many steps, ms; Infinity: they do not. */
function differenceOfRuns(whole: BacktestOutcome, part: BacktestOutcome, steps: number): number {
  for (let step = 0; step < steps; step += 1) {
    const isSame = whole.time[step] === part.time[step] && whole.equity[step] === part.equity[step];
    // A run whose equity is gone ends before its candles do, in both histories.
    if (!isSame) return whole.time[step] ?? part.time[step] ?? Number.POSITIVE_INFINITY;
  }
  return differenceOfTrades(whole.trades, part.trades);
}

const COMPARED = ["coin", "side", "signalAt", "enteredAt", "exitedAt", "entryPrice", "exitPrice", "profitUsd"] as const;

function differenceOfTrades(whole: TradeColumns, part: TradeColumns): number {
  for (let at = 0; at < part.length; at += 1) {
    // Still open where the shorter history ends.
    if (part.reason[at] === "end") continue;
    const isSame = whole.reason[at] === part.reason[at] && COMPARED.every((name) => whole[name][at] === part[name][at]);
    if (!isSame) return part.exitedAt[at] ?? 0;
  }
  return Number.POSITIVE_INFINITY;
}

const SIGNALS = ["enterLong", "exitLong", "enterShort", "exitShort", "stopAtr", "trailingAtr", "targetAtr"] as const;

function differenceOfSignals(whole: SignalSet | null, part: SignalSet | null, market: MarketData): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [coin, { candles }] of market.coins.entries()) {
    for (const name of [...SIGNALS, "volatility"] as const) {
      const at = firstDifference(whole?.coins[coin]?.[name] ?? null, part?.coins[coin]?.[name] ?? null);
      first = Math.min(first, candles.time[at] ?? Number.POSITIVE_INFINITY);
    }
  }
  return first;
}

/** Where the shorter array first differs from the longer one; past its end where it does not. */
function firstDifference(whole: Uint8Array | Float64Array | null, part: Uint8Array | Float64Array | null): number {
  if (part === null || whole === null) return part === whole ? Number.POSITIVE_INFINITY : 0;
  let at = 0;
  while (at < part.length && Object.is(whole[at], part[at])) at += 1;
  return at;
}
