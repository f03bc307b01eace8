import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket, randomRules } from "../signals/random-rules.fixture.ts";
import type { MarketData } from "./market-data.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { type RandomRun, randomRun } from "./random-run.fixture.ts";
import { runBacktest } from "./run-backtest.ts";
import { simulate } from "./simulate.ts";
import { firstAt } from "./steps.ts";

const CAPITAL = 10_000;

const runOf = ({ rules, market, signals }: RandomRun, more: { to?: number; everyStep?: boolean } = {}) =>
  simulate(rules, market, signals, { capital: CAPITAL, ...more });

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A mistake of rounding at the size of what was traded. */
function within(outcome: BacktestOutcome): number {
  return 1e-9 * (CAPITAL + outcome.tradedUsd + Math.abs(outcome.equity.at(-1) ?? 0));
}

/** What a trade had changed in equity at the close of a step, from its prices alone. */
function changeBy({ market, rules }: RandomRun, { trades, time }: BacktestOutcome, at: number, now: number): number {
  const { makerPct, takerPct } = rules.costs;
  const exitedAt = trades.exitedAt[at] ?? 0;
  const reason = trades.reason[at];
  if ((trades.enteredAt[at] ?? 0) > now) return 0;
  const quantity = trades.quantity[at] ?? 0;
  const entry = trades.entryPrice[at] ?? 0;
  const entryFee = (quantity * entry * takerPct) / 100;
  const gainTo = (price: number) => (trades.side[at] ?? 0) * quantity * (price - entry) - entryFee;
  const candles = market.coins[trades.coin[at] ?? 0]?.candles;
  const isOpen = exitedAt > now || (reason === "end" && now !== time.at(-1));
  if (isOpen) return gainTo(candles?.close[firstAt(candles.time, now + 1) - 1] ?? Number.NaN);
  const exit = trades.exitPrice[at] ?? 0;
  const exitPct = reason === "target" ? makerPct : takerPct;
  return gainTo(exit) - (reason === "end" ? 0 : (quantity * exit * exitPct) / 100);
}

/** Equity at each step from nothing but the list of trades and the closing prices. */
function equityFromTrades(drawn: RandomRun, outcome: BacktestOutcome): number[] {
  return Array.from(outcome.time, (now) => {
    let equity = CAPITAL;
    for (let at = 0; at < outcome.trades.length; at += 1) equity += changeBy(drawn, outcome, at, now);
    return equity;
  });
}

function before(market: MarketData, end: number): MarketData {
  const coins = market.coins.map((coin) => {
    const count = firstAt(coin.candles.time, end);
    const columns = Object.entries(coin.candles).map(([name, column]) => [name, column.slice(0, count)]);
    return { ...coin, candles: Object.fromEntries(columns) as MarketData["coins"][number]["candles"] };
  });
  return { ...market, coins };
}

describe("any run", () => {
  it("is worth its cash and its positions at each step", () => {
    fc.assert(
      fc.property(randomRun({ maxCoins: 3, isPlain: true }), (drawn) => {
        const outcome = runOf(drawn);
        const expected = equityFromTrades(drawn, outcome);
        for (const [step, equity] of outcome.equity.entries()) {
          expect(Math.abs(equity - (expected[step] ?? 0))).toBeLessThanOrEqual(within(outcome));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("ends with its capital and what its trades made, fees and funding in them", () => {
    fc.assert(
      fc.property(randomRun({ maxCoins: 3 }), (drawn) => {
        const outcome = runOf(drawn);
        const { trades } = outcome;
        const left = (outcome.equity.at(-1) ?? CAPITAL) - CAPITAL;
        expect(Math.abs(left - sum(trades.profitUsd))).toBeLessThanOrEqual(within(outcome));
        expect(Math.abs(outcome.feesUsd - sum(trades.feesUsd))).toBeLessThanOrEqual(within(outcome));
        const moved = trades.profitUsd.reduce((total, profit, at) => {
          const value = (trades.quantity[at] ?? 0) * (trades.side[at] ?? 0);
          return total + value * ((trades.exitPrice[at] ?? 0) - (trades.entryPrice[at] ?? 0)) - profit;
        }, 0);
        expect(Math.abs(moved - outcome.feesUsd - outcome.fundingUsd)).toBeLessThanOrEqual(within(outcome));
      }),
      { numRuns: 600 },
    );
  });

  it("never goes into debt for longs", () => {
    fc.assert(
      fc.property(randomRun({ maxCoins: 3 }), ({ rules, market, signals }) => {
        const coins = signals.coins.map((coin) => ({ ...coin, enterShort: null }));
        const outcome = runOf({ rules, market, signals: { ...signals, coins } });
        for (const exposure of outcome.exposure) expect(exposure).toBeLessThanOrEqual(1);
        for (const equity of outcome.equity) expect(equity).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("has the same past when later candles are not there yet", () => {
    fc.assert(
      fc.property(randomRun({ maxCoins: 3 }), fc.nat(), (drawn, where) => {
        const whole = runOf(drawn);
        const cut = where % (whole.time.length + 1);
        const early = runOf(drawn, { to: whole.time[cut] ?? Number.POSITIVE_INFINITY });
        const length = Math.min(cut, whole.time.length);
        expect(early.equity).toEqual(whole.equity.slice(0, length));
        expect(early.exposure).toEqual(whole.exposure.slice(0, length));
        const closed = early.trades.reason.filter((reason) => reason !== "end").length;
        for (const name of ["exitedAt", "profitUsd", "quantity", "bestShare", "worstShare"] as const) {
          expect(early.trades[name].slice(0, closed)).toEqual(whole.trades[name].slice(0, closed));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("has the same past with its signals computed anew from a shorter history", () => {
    fc.assert(
      fc.property(randomRules, randomMarket({ minLength: 5, maxLength: 80 }), fc.nat(), (rules, market, where) => {
        const options = { capital: CAPITAL };
        const whole = runBacktest(rules, market, options);
        const { time = new Float64Array() } = market.coins[0]?.candles ?? {};
        const end = time[where % time.length] ?? 0;
        const early = runBacktest(rules, before(market, end), options);
        expect(early.equity).toEqual(whole.equity.slice(0, early.equity.length));
        expect(early.time).toEqual(whole.time.slice(0, firstAt(whole.time, end)));
      }),
      { numRuns: 300 },
    );
  });

  it("comes to the same bits where quiet candles are passed at once as where each is gone through", () => {
    const lonely = randomRun({ maxCoins: 1 }).map((drawn) => ({
      ...drawn,
      rules: { ...drawn.rules, rebalance: null },
      market: { ...drawn.market, coins: drawn.market.coins.map((coin) => ({ ...coin, members: null })) },
    }));
    fc.assert(
      fc.property(lonely, (drawn) => {
        expect(runOf(drawn)).toEqual(runOf(drawn, { everyStep: true }));
      }),
      { numRuns: 1500 },
    );
  });

  it("comes to the same bits again", () => {
    fc.assert(
      fc.property(randomRun({ maxCoins: 3 }), (drawn) => {
        expect(runOf(drawn)).toEqual(runOf(drawn));
      }),
      { numRuns: 50 },
    );
  });
});
