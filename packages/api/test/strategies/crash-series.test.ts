import type { CandleColumns, MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestOutcome } from "@cryptodesk/quant/backtest/outcome";
import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { STRATEGY_TEMPLATES } from "@cryptodesk/quant/rules/templates";
import { findGaps } from "@cryptodesk/quant/series/find-gaps";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import { hasRecordings, readRecording } from "../support/recorded-upstream.ts";

const HOUR_MS = 3_600_000;
const CAPITAL = 10_000;

/** Hourly candles as the exchange published them, in segments as the desk would split them. */
function recorded(file: string): CandleColumns {
  const rows = readRecording(`ohlcv/hourly/${file}.csv.gz`)
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  const time = rows.map(([date = ""]) => Date.parse(`${date.replace(" ", "T")}Z`));
  const column = (at: number) => Float64Array.from(rows, (row) => Number(row[at]));
  return {
    time: Float64Array.from(time),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
    segment: Int32Array.from(findGaps(time, HOUR_MS).segments),
  };
}

const events = (pair: string) => recorded(`binance_2021_2023_events/${pair}_1h`);

function marketOf(coins: Record<string, CandleColumns>): MarketData {
  return {
    intervalMs: HOUR_MS,
    coins: Object.entries(coins).map(([coin, candles]) => ({ coin, candles, members: null, inUniverse: true })),
  };
}

/** Places of candles that begin another series. */
function relistings({ segment }: CandleColumns): number[] {
  return Array.from(segment.keys()).filter((at) => at > 0 && segment[at] !== segment[at - 1]);
}

/** How much the equity grows in a step at most, as a factor. */
function growthAt(outcome: BacktestOutcome, candles: CandleColumns, at: number): number {
  const step = outcome.time.indexOf(candles.time[at] ?? Number.NaN);
  return step < 1 ? 1 : (outcome.equity[step] ?? 0) / (outcome.equity[step - 1] ?? 1);
}

const onHours = (rules: StrategyRules): StrategyRules => ({ ...rules, timeframe: "1h" });

describe.skipIf(!hasRecordings)("templates on the series of coins that collapsed and came back as others", () => {
  const series = hasRecordings
    ? { luna: events("LUNAUSDT"), bittorrent: events("BTTUSDT"), ust: events("USTUSDT") }
    : {};

  for (const { id, rules } of STRATEGY_TEMPLATES) {
    for (const [coin, candles] of Object.entries(series)) {
      it(`${id} makes no fortune of ${coin}'s relisting`, () => {
        const outcome = runBacktest(onHours(rules), marketOf({ [coin]: candles }), { capital: CAPITAL });
        const [last = Number.NaN] = outcome.equity.slice(-1);
        for (const at of relistings(candles)) expect(growthAt(outcome, candles, at)).toBeLessThanOrEqual(1);
        expect(last).toBeLessThan(CAPITAL * 2);
        expect(last).toBeGreaterThan(0);
      });
    }
  }

  it("holds nothing over the hole, and says so", () => {
    const hold = STRATEGY_TEMPLATES.find(({ id }) => id === "buy-and-hold");
    if (!hold || !series.luna) throw new Error("nothing to hold");
    const outcome = runBacktest(onHours(hold.rules), marketOf({ luna: series.luna }), { capital: CAPITAL });
    const { trades } = outcome;
    const collapse = trades.reason.lastIndexOf("gap");
    // The last close, less slippage.
    expect(trades.exitPrice[collapse]).toBeCloseTo(0.00005 * 0.9995, 12);
    expect(new Date(trades.exitedAt[collapse] ?? 0).toISOString()).toBe("2022-05-31T06:00:00.000Z");
    expect(trades.profitShare[collapse]).toBeLessThan(-0.999);
    expect(outcome.remarks).toContainEqual({ code: "broken-off", values: { count: 2 } });
  });
});
