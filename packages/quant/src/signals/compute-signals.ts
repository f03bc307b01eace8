import type { Condition, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import { atrKernel } from "../indicators/true-range.ts";
import { MarketFrames } from "./coin-series.ts";
import { CoinCompiler, type ProgramCompiler } from "./compile.ts";
import type { IndicatorKernel } from "./indicator-kernel.ts";
import { RulePlan } from "./series-plan.ts";
import type { CoinSignals, SignalSet } from "./signal-set.ts";
import { warmUpOf } from "./warm-up.ts";
import { yearlyVolatilityKernel } from "./yearly-volatility.ts";

/**
 * Says for every candle of every coin what the rules say at its close. Nothing is read that was not known by then.
 *
 * - Unknown is neither true nor false: a comparison with a value that is not known does not hold, and neither does its
 *   negation. `all` fails where one part fails and `any` holds where one part holds, whatever else is unknown.
 * - A crosses above B where A was not above B one candle ago and is now: A₋₁ ≤ B₋₁ and A > B.
 * - `every` n holds where the number of the candle, counted by time from 1970-01-01, leaves the rest `offset`.
 * - A series on a longer timeframe, and a condition `on` one, is that of the last longer candle that has closed, from its
 *   close to the close of the next. Under `on` a candle back is a longer candle back, and a series on a shorter timeframe
 *   counts with its value at the close of the longer candle.
 * - Where more than a joined hole of candles is missing, or the segment changes, everything begins anew: no indicator, no
 *   crossing and no look back reaches across. Candles that a joined hole of at most MAX_JOINED_GAP_INTERVALS divides are
 *   neighbours.
 * - A candle that the other coin of a correlation or beta lacks is a gap of that series.
 * - Periods and numbers of candles are rounded to the nearest whole number.
 * @param parameters values that stand in for those of the document
 * @throws RangeError for rules that cannot be evaluated: unknown names, parameters out of range, a coin that is not there
 */
export function computeSignals(
  rules: StrategyRules,
  parameters: Readonly<Record<string, number>>,
  market: MarketData,
): SignalSet {
  const plan = new RulePlan(rules, parameters, market.intervalMs);
  const frames = new MarketFrames(market);
  const coins = market.coins.map(({ inUniverse }, coin) =>
    inUniverse ? signalsOf(new CoinCompiler(plan, frames, coin)) : NO_SIGNALS,
  );
  return { coins, warmUpCandles: warmUpCandles(plan) };
}

const NO_SIGNALS: CoinSignals = {
  enterLong: null,
  exitLong: null,
  enterShort: null,
  exitShort: null,
  stopAtr: null,
  trailingAtr: null,
  targetAtr: null,
  volatility: null,
};

function signalsOf(coin: CoinCompiler): CoinSignals {
  const { rules } = coin.plan;
  const program = coin.program(coin.plan.lengthMs, conditionsOf(rules));
  const holds = (condition: Condition | null | undefined) => (condition ? program.keepHolding(condition) : null);
  const signals = {
    enterLong: holds(rules.long?.enter),
    exitLong: holds(rules.long?.exit),
    enterShort: holds(rules.short?.enter),
    exitShort: holds(rules.short?.exit),
    ...known(program, sizingKernels(coin.plan)),
  };
  program.run();
  return signals;
}

/** The conditions of rules. */
export function conditionsOf({ long, short }: StrategyRules): Condition[] {
  return [long?.enter, long?.exit, short?.enter, short?.exit].filter((each) => each !== undefined && each !== null);
}

type Sizes = Pick<CoinSignals, "stopAtr" | "trailingAtr" | "targetAtr" | "volatility">;
type SizingKernels = {
  readonly [Name in keyof Sizes]: { readonly key: string; readonly kernel: IndicatorKernel } | null;
};

function sizingKernels(plan: RulePlan): SizingKernels {
  const { stops, sizing } = plan.rules;
  const atr = (stop: typeof stops.atr) => {
    if (stop === undefined) return null;
    const period = plan.whole(stop.period);
    return { key: `atr ${period}`, kernel: atrKernel({ period }) };
  };
  const period = sizing.kind === "volatility" ? plan.whole(sizing.period) : 0;
  const kernel = sizing.kind === "volatility" ? yearlyVolatilityKernel(period, plan.lengthMs) : null;
  return {
    stopAtr: atr(stops.atr),
    trailingAtr: atr(stops.trailingAtr),
    targetAtr: atr(stops.targetAtr),
    volatility: kernel && { key: `volatility ${period}`, kernel },
  };
}

function known(program: ProgramCompiler, kernels: SizingKernels): Sizes {
  const kept = new Map<string, Float64Array>();
  const keep = (sizing: SizingKernels[keyof Sizes]) => {
    if (sizing === null) return null;
    const before = kept.get(sizing.key);
    if (before !== undefined) return before;
    const [block] = program.indicator(sizing.kernel, { key: sizing.key, source: "close", other: null });
    if (block === undefined) return null;
    const values = program.keepValues(block);
    kept.set(sizing.key, values);
    return values;
  };
  const { stopAtr, trailingAtr, targetAtr, volatility } = kernels;
  return {
    stopAtr: keep(stopAtr),
    trailingAtr: keep(trailingAtr),
    targetAtr: keep(targetAtr),
    volatility: keep(volatility),
  };
}

function warmUpCandles(plan: RulePlan): number {
  const sizes = Object.values(sizingKernels(plan)).map((sizing) => sizing?.kernel.warmUp ?? 0);
  return Math.max(warmUpOf(plan, conditionsOf(plan.rules)), ...sizes);
}
