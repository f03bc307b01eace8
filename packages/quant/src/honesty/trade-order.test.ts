import { expect, it } from "vitest";
import { tradesOf } from "../metrics/outcome.fixture.ts";
import { RandomSource } from "../statistics/random-source.ts";
import { shuffleTrades } from "./trade-order.ts";

const inTurn = Array.from({ length: 20 }, (_, at) => [at % 2 === 0 ? 10 : -9, 0] as const);

it("finds worse drawdowns in other orders of the same trades", () => {
  // In turn the account never falls by more than one loss; five losses in a row are usual in random orders.
  const result = shuffleTrades(tradesOf(inTurn), 100, new RandomSource(1));
  expect(result?.runs).toBe(1000);
  expect(result?.maxDrawdownPct.p50).toBeGreaterThan(15);
  expect(result?.maxDrawdownPct.p95).toBeLessThan(70);
  expect(result?.finalPct.p5).toBeLessThan(result?.finalPct.p95 ?? 0);
});

it("knows one order and one end of equal trades", () => {
  let equity = 100;
  const equal = Array.from({ length: 12 }, () => {
    const profit = equity * 0.1;
    equity += profit;
    return [profit, 0.1] as const;
  });
  const result = shuffleTrades(tradesOf(equal), 100, new RandomSource(1));
  expect(result?.finalPct.p5).toBeCloseTo(100 * (1.1 ** 12 - 1), 8);
  expect(result?.finalPct.p95).toBeCloseTo(100 * (1.1 ** 12 - 1), 8);
  expect(result?.maxDrawdownPct).toEqual({ p5: 0, p25: 0, p50: 0, p75: 0, p95: 0 });
});

it("says nothing of few trades, or of an account that is gone", () => {
  expect(shuffleTrades(tradesOf(inTurn.slice(0, 9)), 100, new RandomSource(1))).toBeNull();
  expect(shuffleTrades(tradesOf(inTurn.map(() => [-10, -1] as const)), 100, new RandomSource(1))).toBeNull();
});
