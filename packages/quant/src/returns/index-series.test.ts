import { expect, it } from "vitest";
import { indexSeries } from "./index-series.ts";

it("starts every series at 100 at the first time that all of them know", () => {
  expect(
    indexSeries([
      [null, 50, 100, 25],
      [7, 2, 3, null],
    ]),
  ).toEqual({
    start: 1,
    series: [
      [100, 200, 50],
      [100, 150, null],
    ],
  });
});

it("does not start where a price is 0", () => {
  expect(
    indexSeries([
      [0, 4],
      [1, 2],
    ])?.start,
  ).toBe(1);
});

it("finds nothing in common where there is nothing", () => {
  expect(
    indexSeries([
      [1, null],
      [null, 1],
    ]),
  ).toBeNull();
  expect(indexSeries([])).toBeNull();
});

it("refuses series of different length", () => {
  expect(() => indexSeries([[1, 2], [1]])).toThrow(RangeError);
});
