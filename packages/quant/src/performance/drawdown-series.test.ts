import fc from "fast-check";
import { expect, it } from "vitest";
import { dayText } from "../calendar/utc-day.ts";
import { maxDrawdown } from "../returns/drawdown.ts";
import { drawdownSeries } from "./drawdown-series.ts";

const series = (...values: (string | null)[]) => values.map((value, at) => ({ day: dayText(at), value }));

it("measures each day from the highest value so far, and names its day", () => {
  const { points } = drawdownSeries(series("100", "80", null, "120", "60"));
  expect(points.map(({ drawdown }) => drawdown)).toEqual(["0", "0.2", null, "0", "0.5"]);
  expect(points.map(({ peakDay }) => peakDay)).toEqual([0, 0, 0, 3, 3].map(dayText));
});

it("dates a peak that is reached again by the first time", () => {
  expect(drawdownSeries(series("5", "4", "5", "3")).points.at(-1)?.peakDay).toBe(dayText(0));
});

it("tells the deepest fall, from which peak, and when it was made good", () => {
  expect(drawdownSeries(series("100", "50", "75", "100", "90")).deepest).toEqual({
    peakDay: dayText(0),
    troughDay: dayText(1),
    recoveredDay: dayText(3),
    depth: "0.5",
  });
  expect(drawdownSeries(series("100", "50", "99")).deepest?.recoveredDay).toBeNull();
});

it("knows no fall of a series that only rises", () => {
  expect(drawdownSeries(series("1", "2", "3")).deepest).toBeNull();
  expect(drawdownSeries([])).toEqual({ points: [], deepest: null });
});

it("refuses values without a meaning", () => {
  expect(() => drawdownSeries(series("0"))).toThrow(RangeError);
  expect(() => drawdownSeries(series("1", "-1"))).toThrow(RangeError);
});

it("is as deep as the largest fall of the same series in floats", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 }), (values) => {
      const depth = drawdownSeries(series(...values.map(String))).deepest?.depth ?? "0";
      expect(Number(depth)).toBeCloseTo(maxDrawdown(values) ?? Number.NaN, 12);
    }),
  );
});
