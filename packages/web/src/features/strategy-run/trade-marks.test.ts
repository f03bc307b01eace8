import { describe, expect, it } from "vitest";
import { tradeOf } from "./trade.fixture.ts";
import { coinsByTrades, tradeMarks } from "./trade-marks.ts";

const HOUR = 3_600;
const start = Date.parse("2026-01-01T00:00:00Z") / 1000;
const times = Array.from({ length: 30 }, (_, index) => start + index * HOUR);

describe("the marks of trades on candles", () => {
  it("stand at the candle they fell into, a short bought back and not sold", () => {
    const marks = tradeMarks(times, [
      tradeOf({
        number: 7,
        side: "short",
        enteredAt: "2026-01-01T02:30:00.000Z",
        exitedAt: "2026-01-01T05:00:00.000Z",
      }),
    ]);
    expect(marks).toEqual([
      { barTime: start + 2 * HOUR, buys: false, opens: true, number: 7 },
      { barTime: start + 5 * HOUR, buys: true, opens: false, number: 7 },
    ]);
  });

  it("are left out before the first candle", () => {
    const early = tradeOf({ enteredAt: "2025-12-31T00:00:00.000Z", exitedAt: "2026-01-01T00:00:00.000Z" });
    expect(tradeMarks(times, [early]).map(({ opens }) => opens)).toEqual([false]);
  });
});

it("puts the coin with the most trades first", () => {
  const trades = ["a", "b", "b", "c"].map((coin) => tradeOf({ coin }));
  expect(coinsByTrades(trades)).toEqual(["b", "a", "c"]);
});
