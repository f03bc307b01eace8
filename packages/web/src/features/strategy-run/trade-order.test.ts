import { describe, expect, it } from "vitest";
import { tradeOf } from "./trade.fixture.ts";
import { pressed, sortTrades } from "./trade-order.ts";

const trades = [
  tradeOf({ number: 1, coin: "ethereum", profitUsd: 5 }),
  tradeOf({ number: 2, coin: "bitcoin", profitUsd: -7 }),
  tradeOf({ number: 3, coin: "bitcoin", profitUsd: 5 }),
];
const numbers = (by: "profitUsd" | "coin", descending: boolean) =>
  sortTrades(trades, { by, descending }).map(({ number }) => number);

describe("the order of trades", () => {
  it("keeps the order of closing among equals, whichever way it runs", () => {
    expect(numbers("profitUsd", true)).toEqual([1, 3, 2]);
    expect(numbers("profitUsd", false)).toEqual([2, 1, 3]);
    expect(numbers("coin", false)).toEqual([2, 3, 1]);
  });

  it("turns round when its column is pressed again, and begins with the largest figure", () => {
    const byProfit = pressed({ by: "number", descending: false }, "profitUsd");
    expect(byProfit).toEqual({ by: "profitUsd", descending: true });
    expect(pressed(byProfit, "profitUsd").descending).toBe(false);
    expect(pressed(byProfit, "coin").descending).toBe(false);
  });
});
