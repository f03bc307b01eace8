import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import { computeSignals } from "./compute-signals.ts";
import type { CoinSignals, SignalAction } from "./signal-set.ts";
import { signalTracer } from "./trace-signal.ts";

/** What rules say at the newest candle of a coin. */
export interface LastSignal {
  /** Index into the coins of the market. */
  readonly coin: number;
  /** Index of the newest candle of that coin. */
  readonly candle: number;
  /** Start of that candle, ms since 1970-01-01 UTC. */
  readonly time: number;
  readonly action: SignalAction;
  /** The conditions that hold, with the values they compare. */
  readonly trace: string;
}

/**
 * The actions that hold at the newest candle of each coin. Candles of a coin that its history is too short for, those of
 * the warm-up, enter nothing. The candles must be closed ones.
 * @throws RangeError for rules that cannot be evaluated
 */
export function signalsAtLastCandle(
  rules: StrategyRules,
  parameters: Readonly<Record<string, number>>,
  market: MarketData,
): LastSignal[] {
  const { coins, warmUpCandles } = computeSignals(rules, parameters, market);
  const trace = signalTracer(rules, parameters, market);
  return coins.flatMap((signals, coin) => {
    const time = market.coins[coin]?.candles.time ?? new Float64Array();
    const candle = time.length - 1;
    return actionsAt(signals, candle, candle >= warmUpCandles).map((action) => {
      return { coin, candle, time: time[candle] ?? Number.NaN, action, trace: trace({ coin, candle, action }) };
    });
  });
}

function actionsAt(signals: CoinSignals, candle: number, isWarm: boolean): SignalAction[] {
  const { enterLong, exitLong, enterShort, exitShort } = signals;
  const actions: SignalAction[] = [];
  if (isWarm && enterLong?.[candle] === 1) actions.push("enter-long");
  if (exitLong?.[candle] === 1) actions.push("exit-long");
  if (isWarm && enterShort?.[candle] === 1) actions.push("enter-short");
  if (exitShort?.[candle] === 1) actions.push("exit-short");
  return actions;
}
