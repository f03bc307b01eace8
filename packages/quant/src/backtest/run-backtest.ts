import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { parameterValues } from "../rules/parameter-values.ts";
import { computeSignals } from "../signals/compute-signals.ts";
import type { SignalSet } from "../signals/signal-set.ts";
import type { MarketData } from "./market-data.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { type SimulationOptions, simulate } from "./simulate.ts";

export interface BacktestOptions extends SimulationOptions {
  /** Replaces signals before they are traded on, to compare a result with others. */
  readonly entries?: (signals: SignalSet) => SignalSet;
}

/**
 * Trades rules on candles of the past. Pure: the same rules, candles and options give the same bits wherever it runs.
 *
 * A step is a time at which any coin of the universe has a candle. In each, for all coins in the order of the universe:
 * 1. At the open: a series that broke off or became another coin is closed at its last known price. Then exits are filled
 *    (signals of the last close, coins that left the universe, time), then rebalances, sales first, then entries in the order
 *    of their signals, as far as cash, the most positions and the volume allow.
 * 2. Inside the candle: stops, trailing stops by the best price up to the candle before, targets. Where stop and target are
 *    both touched the stop counts. An open beyond a stop fills it at the open; a target never fills better than at its price.
 *    What was entered at this open may be stopped inside.
 * 3. At the close: funding, valuation, then the signals for the next open. An entry is sized here.
 *
 * An entry is filled only where the next candle is there; exits and stops wait for the next one of the series. What is open
 * after the last step is valued at the last close without costs (`end`), so that a run that is cut short has the same past to
 * the last bit, its last step included. docs/backtests.md says what of this is a choice.
 * @throws RunCancelled where `isCancelled` says so
 * @throws RangeError where the rules name what they do not have; `checkRules` finds that before
 */
export function runBacktest(rules: StrategyRules, market: MarketData, options: BacktestOptions): BacktestOutcome {
  const computed = computeSignals(rules, parameterValues(rules, options.parameters), market);
  const signals = options.entries ? options.entries(computed) : computed;
  return simulate(rules, market, signals, options);
}
