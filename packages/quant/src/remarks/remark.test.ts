import { expect, it } from "vitest";
import { describeRemark, remarkOf, remarkOfSentence } from "./remark.ts";

it("writes every kind of value in English", () => {
  const entry = { paperUsd: 101, seconds: 15, backtestUsd: 0.000012345, awayPct: 1 };
  expect(describeRemark(remarkOf("entry-price", entry))).toBe(
    "Entered at 101 USD on paper, 15 seconds after the close at the price of that moment; at 0.000012345 USD in the backtest, at the open of the next candle (+1.00 %).",
  );
  const hole = { at: "2026-01-05T13:00:00.000Z", since: "2026-01-04T13:00:00.000Z" };
  expect(describeRemark(remarkOf("another-pair-after-hole", hole))).toBe(
    "from 2026-01-05 13:00 UTC it is another exchange pair, after a hole since 2026-01-04 13:00 UTC",
  );
  expect(describeRemark(remarkOf("still-open-on-paper", { backtestUsd: 5, reason: "trailing" }))).toContain(
    "(trailing stop)",
  );
  expect(describeRemark(remarkOf("no-cash", { count: 1 }))).toBe("1 entry found no free cash.");
  expect(describeRemark(remarkOf("no-cash", { count: 2 }))).toBe("2 entries found no free cash.");
});

it("says with the cause why nothing was entered", () => {
  const values = { side: "long", backtestUsd: 5, most: 3, why: "most-positions" };
  expect(describeRemark({ code: "backtest-only", values })).toBe(
    "The backtest goes long at 5 USD; on paper nothing was entered. The rules hold 3 positions at most.",
  );
});

it("finds the remark of a sentence that was kept without it", () => {
  for (const remark of [remarkOf("no-live-price", {}), remarkOf("most-positions", { most: 12 })]) {
    expect(remarkOfSentence(describeRemark(remark))).toEqual(remark);
  }
  expect(remarkOfSentence("Something else.")).toBeNull();
  expect(remarkOfSentence("Something else of 7.")).toBeNull();
});
