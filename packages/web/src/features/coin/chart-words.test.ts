import { afterEach, expect, it } from "vitest";
import { setFigureStyle } from "../../lib/format.ts";
import { describeIndicators, intervalWords, writeIndicator } from "./chart-words.ts";
import { indicatorPicture } from "./indicators.ts";

const DOLLARS = { numberLocale: "en-US", dateLocale: "en-GB", currency: "USD", perUsd: "1" };
const EUROS = { ...DOLLARS, currency: "EUR", perUsd: "0.5" };
const bars = Array.from({ length: 60 }, (_, index) => ({ time: index, value: 100 }));

afterEach(() => setFigureStyle(DOLLARS));

it("writes what an indicator says of prices in the chosen currency, and an index without one", () => {
  setFigureStyle(EUROS);
  expect(describeIndicators([indicatorPicture("sma20", [bars])])).toEqual([expect.stringMatching(/: €50\.00\.$/)]);
  expect([writeIndicator(-3, "usd"), writeIndicator(54.5, "index")]).toEqual(["−€1.50", "54.50"]);
});

it("keeps the digits of an average of very small prices", () => {
  expect(writeIndicator(0.00000000000353306, "usd")).toBe("$0.000000000003533");
});

it("writes the length of a candle like every other time", () => {
  expect([intervalWords("4h"), intervalWords("15m"), intervalWords("1d"), intervalWords("odd")]).toEqual([
    "4 h",
    "15 min",
    "1 day",
    "odd",
  ]);
});
