import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { parameterValues } from "../rules/parameter-values.ts";
import { signalTracer } from "../signals/trace-signal.ts";
import type { MarketData } from "./market-data.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { firstAt } from "./steps.ts";

export interface TradesInput {
  readonly rules: StrategyRules;
  readonly market: MarketData;
  readonly outcome: BacktestOutcome;
  readonly parameters?: Readonly<Record<string, number>>;
}

/**
 * Trades of a run with what their signals were, in order of closing. Times are starts of the candles in which they were
 * filled. Only the trades asked for are traced: a page costs what is on it, and each series of the rules once.
 * @param from place of the first one, from 0
 */
export function toTrades(input: TradesInput, from = 0, count: number = Number.POSITIVE_INFINITY): BacktestTrade[] {
  const { rules, market, outcome } = input;
  const { trades } = outcome;
  const end = Math.min(trades.length, from + count);
  const trace = signalTracer(rules, parameterValues(rules, input.parameters), market);
  const told: BacktestTrade[] = [];
  for (let at = from; at < end; at += 1) {
    const coin = trades.coin[at] as number;
    const side = trades.side[at] === 1 ? "long" : "short";
    const signalAt = trades.signalAt[at] as number;
    const candles = market.coins[coin]?.candles;
    const candle = candles ? firstAt(candles.time, signalAt - market.intervalMs) : 0;
    told.push({
      number: at + 1,
      coin: market.coins[coin]?.coin ?? "",
      side,
      signalAt: new Date(signalAt).toISOString(),
      enteredAt: new Date(trades.enteredAt[at] as number).toISOString(),
      exitedAt: new Date(trades.exitedAt[at] as number).toISOString(),
      entryPrice: trades.entryPrice[at] as number,
      exitPrice: trades.exitPrice[at] as number,
      quantity: trades.quantity[at] as number,
      reason: trades.reason[at] ?? "end",
      profitUsd: trades.profitUsd[at] as number,
      profitPct: 100 * (trades.profitShare[at] as number),
      feesUsd: trades.feesUsd[at] as number,
      candles: trades.candles[at] as number,
      bestPct: 100 * (trades.bestShare[at] as number),
      worstPct: 100 * (trades.worstShare[at] as number),
      trace: trace({ coin, candle, action: `enter-${side}` }),
    });
  }
  return told;
}
