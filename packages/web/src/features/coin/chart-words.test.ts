import { afterEach, beforeAll, expect, it } from "vitest";
import { withPageTexts } from "../../catalogue/catalogue.ts";
import { setFigureStyle } from "../../lib/format.ts";
import { describeIndicators, describePicture, intervalWords, writeIndicator } from "./chart-words.ts";
import { indicatorPicture } from "./indicators.ts";

const DOLLARS = { numberLocale: "en-US", dateLocale: "en-GB", currency: "USD", perUsd: "1" };
const EUROS = { ...DOLLARS, currency: "EUR", perUsd: "0.5" };
const bars = Array.from({ length: 60 }, (_, index) => ({ time: index, value: 100 }));

beforeAll(withPageTexts(async () => undefined));
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

it("does not take the stored part of a span for the whole of it", () => {
  const now = Date.UTC(2026, 0, 31);
  const line = (days: number) => ({
    kind: "line" as const,
    stepMs: 3_600_000,
    lines: [[now - days * 86_400_000, now].map((ms) => ({ time: ms / 1_000, value: 10 }))],
  });
  expect(describePicture(line(30), "Quill", "30d", now)).toMatch(/^Quill over the last 30 days: /);
  expect(describePicture(line(1), "Quill", "30d", now)).toMatch(
    /^Quill over the stored part of the last 30 days, since 30 Jan 2026, 00:00:00 UTC: /,
  );
  expect(describePicture(line(1), "Quill", "max", now)).toMatch(/^Quill over all stored time: /);
});
