import type { CoinCandles, MarketData } from "@cryptodesk/quant/backtest/market-data";
import { firstAt } from "@cryptodesk/quant/backtest/steps";
import { parameterValues } from "@cryptodesk/quant/rules/parameter-values";
import { computeSignals } from "@cryptodesk/quant/signals/compute-signals";
import type { CoinSignals, SignalAction } from "@cryptodesk/quant/signals/signal-set";
import { signalTracer } from "@cryptodesk/quant/signals/trace-signal";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { CoinAtClose } from "./paper-candle.ts";

/**
 * Judges rules once over all candles, to be asked for single closes.
 * @returns the coins of the universe at a close (ms), in its order
 * @throws RangeError for rules that cannot be evaluated
 */
export function judgeCloses(rules: StrategyRules, market: MarketData): (at: number) => CoinAtClose[] {
  const values = parameterValues(rules);
  const { coins: signals, warmUpCandles } = computeSignals(rules, values, market);
  const trace = signalTracer(rules, values, market);
  return (at) =>
    market.coins.flatMap((coin, index) => {
      const said = signals[index];
      if (!coin.inUniverse || said === undefined) return [];
      const start = at - market.intervalMs;
      const candle = firstAt(coin.candles.time, start);
      const isThere = coin.candles.time[candle] === start;
      const actions = isThere ? actionsAt(said, candle, candle >= warmUpCandles) : [];
      return [
        {
          ...figuresOf(coin, said, isThere ? candle : -1),
          coin: coin.coin,
          isMember: isMember(coin, at),
          actions: new Map(actions.map((action) => [action, trace({ coin: index, candle, action })])),
        },
      ];
    });
}

function figuresOf({ candles }: CoinCandles, said: CoinSignals, candle: number) {
  return {
    closePrice: candles.close[candle] ?? null,
    volume: candles.volume[candle] ?? Number.NaN,
    volatility: said.volatility?.[candle] ?? Number.NaN,
    stopAtr: said.stopAtr?.[candle] ?? Number.NaN,
    trailingAtr: said.trailingAtr?.[candle] ?? Number.NaN,
    targetAtr: said.targetAtr?.[candle] ?? Number.NaN,
  };
}

function isMember({ members }: CoinCandles, at: number): boolean {
  return members === null || members.some(({ from, to }) => from <= at && (to === null || at < to));
}

function actionsAt(said: CoinSignals, candle: number, isWarm: boolean): SignalAction[] {
  const holds = (bits: Uint8Array | null) => bits?.[candle] === 1;
  const actions: SignalAction[] = [];
  if (holds(said.exitLong)) actions.push("exit-long");
  if (holds(said.exitShort)) actions.push("exit-short");
  if (isWarm && holds(said.enterLong)) actions.push("enter-long");
  if (isWarm && holds(said.enterShort)) actions.push("enter-short");
  return actions;
}
