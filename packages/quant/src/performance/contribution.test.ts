import fc from "fast-check";
import { expect, it } from "vitest";
import { dayText } from "../calendar/utc-day.ts";
import { toScaled } from "../decimals/scaled.ts";
import { contributionsByAsset } from "./contribution.ts";
import { timeWeightedReturn } from "./time-weighted-return.ts";
import type { ValueDay } from "./value-day.ts";

const day = (at: number, value: string | null, inflow = "0", outflow = "0"): ValueDay => ({
  day: dayText(at),
  value,
  inflow,
  outflow,
});

it("weighs each asset's gain by the portfolio's base and the growth before", () => {
  const portfolio = [day(0, "200", "200"), day(1, "220"), day(2, "242")];
  const steady = { assetId: "steady", days: [day(0, "100", "100"), day(1, "100"), day(2, "122")] };
  const early = { assetId: "early", days: [day(0, "100", "100"), day(1, "120"), day(2, "120")] };
  expect(contributionsByAsset(portfolio, [steady, early])).toEqual({
    total: "0.21",
    assets: [
      { assetId: "steady", contribution: "0.11" },
      { assetId: "early", contribution: "0.1" },
    ],
    unattributed: "0",
  });
});

it("does not take a swap between assets for a flow of the portfolio", () => {
  const portfolio = [day(0, "100", "100"), day(1, "110")];
  const sold = { assetId: "sold", days: [day(0, "100", "100"), day(1, "0", "0", "105")] };
  const bought = { assetId: "bought", days: [day(0, "0"), day(1, "110", "105")] };
  expect(contributionsByAsset(portfolio, [sold, bought]).assets).toEqual([
    { assetId: "sold", contribution: "0.05" },
    { assetId: "bought", contribution: "0.05" },
  ]);
});

it("shows what no asset explains", () => {
  const portfolio = [day(0, "100", "100"), day(1, "110")];
  const part = { assetId: "part", days: [day(0, "50", "50"), day(1, "54")] };
  expect(contributionsByAsset(portfolio, [part])).toMatchObject({ unattributed: "0.06" });
});

it("knows no contribution where an asset's value is unknown", () => {
  const portfolio = [day(0, "100", "100"), day(1, "110")];
  const part = { assetId: "part", days: [day(0, "100", "100"), day(1, null)] };
  expect(contributionsByAsset(portfolio, [part])).toEqual({
    total: null,
    assets: [{ assetId: "part", contribution: null }],
    unattributed: null,
  });
});

it("refuses an asset with other days", () => {
  const other = { assetId: "other", days: [day(1, "1", "1")] };
  expect(() => contributionsByAsset([day(0, "1", "1")], [other])).toThrow(RangeError);
});

it("adds up to the time-weighted return, of which only rounding is left over", () => {
  const values = fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(100)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (rows) => {
      const first = rows.map(([a, , flow], at) => day(at, `${a + 1}`, at === 0 ? "10" : `${flow}`));
      const second = rows.map(([, b], at) => day(at, `${b + 1}`, at === 0 ? "10" : "0"));
      const portfolio = rows.map(([a, b, flow], at) => day(at, `${a + b + 2}`, at === 0 ? "20" : `${flow}`));
      const result = contributionsByAsset(portfolio, [
        { assetId: "a", days: first },
        { assetId: "b", days: second },
      ]);
      expect(result.total).toBe(timeWeightedReturn(portfolio).total);
      const sum = result.assets.reduce((total, { contribution }) => total + toScaled(contribution ?? "NaN"), 0n);
      expect(sum + toScaled(result.unattributed ?? "NaN")).toBe(toScaled(result.total ?? "NaN"));
      // A product rounds by the size of the index, a few hundred fold at most here for each of the days.
      expect(Math.abs(Number(result.unattributed))).toBeLessThan(1e-12);
    }),
  );
});
