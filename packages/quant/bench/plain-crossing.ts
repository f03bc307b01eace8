import { SMA } from "technicalindicators";
import type { CandleColumns } from "../src/backtest/market-data.ts";
import type { PlainPoint, PlainTrade } from "./plain-figures.ts";
import { FEE_PCT, QUICK, SLIPPAGE_PCT, SLOW } from "./random-candles.ts";

/*
 * The crossing of two averages as it is written with a package of indicators and an object for each candle, for each point
 * of the equity and for each trade.
 */

export interface PlainCandle {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export interface PlainRun {
  equity: PlainPoint[];
  trades: PlainTrade[];
}

export function plainCandles({ time, open, high, low, close, volume }: CandleColumns): PlainCandle[] {
  return Array.from(time, (at, index) => ({
    time: at,
    open: open[index] ?? 0,
    high: high[index] ?? 0,
    low: low[index] ?? 0,
    close: close[index] ?? 0,
    volume: volume[index] ?? 0,
  }));
}

export function plainCrossing(candles: PlainCandle[], capital: number): PlainRun {
  const closes = candles.map((candle) => candle.close);
  const quick = SMA.calculate({ period: QUICK, values: closes });
  const slow = SMA.calculate({ period: SLOW, values: closes });
  const fee = FEE_PCT / 100;
  const slippage = SLIPPAGE_PCT / 100;
  const equity: PlainPoint[] = [];
  const trades: PlainTrade[] = [];
  let cash = capital;
  let quantity = 0;
  let entry = { time: 0, price: 0, spent: 0 };
  let signal: "buy" | "sell" | null = null;
  for (let index = SLOW; index < candles.length; index += 1) {
    const candle = candles[index] as PlainCandle;
    if (signal === "sell" && quantity > 0) {
      const price = candle.open * (1 - slippage);
      const received = quantity * price * (1 - fee);
      cash += received;
      trades.push({
        enteredAt: entry.time,
        exitedAt: candle.time,
        entryPrice: entry.price,
        exitPrice: price,
        profit: received - entry.spent,
        share: (received - entry.spent) / entry.spent,
      });
      quantity = 0;
    } else if (signal === "buy" && quantity === 0) {
      const price = candle.open * (1 + slippage);
      quantity = cash / (1 + fee) / price;
      entry = { time: candle.time, price, spent: cash };
      cash = 0;
    }
    equity.push({ time: candle.time, value: cash + quantity * candle.close, invested: quantity > 0 });
    const [now, then] = [index - QUICK + 1, index - SLOW + 1];
    const isAbove = (quick[now] as number) > (slow[then] as number);
    const wasAbove = (quick[now - 1] as number) > (slow[then - 1] as number);
    signal = isAbove && !wasAbove ? "buy" : !isAbove && wasAbove ? "sell" : null;
  }
  return { equity, trades };
}
