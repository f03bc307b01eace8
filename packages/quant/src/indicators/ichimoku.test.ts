import { describe, expect, it } from "vitest";
import { ichimoku } from "./ichimoku.ts";
import { TULIP } from "./vectors.fixture.ts";

const OPTIONS = { conversion: 2, base: 3, span: 5, displacement: 4 };

describe("ichimoku", () => {
  const lines = ichimoku(TULIP, OPTIONS);
  const rounded = (value: number | undefined) => Number((value ?? Number.NaN).toFixed(6));

  it("is made of middles of ranges (worked by hand)", () => {
    // Candles 11 to 15: highs 85.9 86.58 86.98 88 87.87, lows 84.03 85.39 85.76 87.17 87.01.
    expect(rounded(lines.conversion.at(-1))).toBe(rounded((88 + 87.01) / 2));
    expect(rounded(lines.base.at(-1))).toBe(rounded((88 + 85.76) / 2));
    expect(rounded(lines.leadingA.at(-1))).toBe(rounded((87.505 + 86.88) / 2));
    expect(rounded(lines.leadingB.at(-1))).toBe(rounded((88 + 84.03) / 2));
  });

  it("has over each candle the cloud that was drawn ahead, and nothing of what comes", () => {
    expect(lines.cloudA.slice(4)).toEqual(lines.leadingA.slice(0, -4));
    expect(lines.cloudB.slice(4)).toEqual(lines.leadingB.slice(0, -4));
    expect(lines.lagged.slice(4)).toEqual(TULIP.close.slice(0, -4));
  });

  it("knows its lines one after the other", () => {
    const firstKnown = Object.values(lines).map((line) => line.findIndex((value) => !Number.isNaN(value)));
    expect(firstKnown).toEqual([1, 2, 2, 4, 6, 8, 4]);
  });
});
