import { expect, it } from "vitest";
import { monthlyReturns } from "./monthly-returns.ts";
import { DAY_MS, outcomeOf } from "./outcome.fixture.ts";

it("splits a run into the months of UTC, the first on the capital", () => {
  const equity = Array.from({ length: 62 }, (_, at) => (at < 30 ? 105 : at < 31 ? 110 : at < 60 ? 100 : 121));
  const months = monthlyReturns(outcomeOf(equity));
  expect(months.map(({ month }) => month)).toEqual(["2024-01", "2024-02", "2024-03"]);
  expect(months[0]?.returnPct).toBeCloseTo(10, 10);
  expect(months[1]?.returnPct).toBeCloseTo(100 * (100 / 110 - 1), 10);
  expect(months[2]?.returnPct).toBeCloseTo(21, 10);
  const growth = months.reduce((product, { returnPct }) => product * (1 + returnPct / 100), 1);
  expect(growth).toBeCloseTo(1.21, 12);
});

it("knows leap years, the end of a year and months without candles", () => {
  const time = ["2023-12-31T23:00Z", "2024-01-01T00:00Z", "2024-02-29T23:59Z", "2024-05-01T00:00Z"].map(Date.parse);
  const months = monthlyReturns(outcomeOf([101, 102, 103, 104], { time: Float64Array.from(time) }));
  expect(months.map(({ month }) => month)).toEqual(["2023-12", "2024-01", "2024-02", "2024-05"]);
});

it("has no months for a run without steps, and no return on nothing", () => {
  expect(monthlyReturns(outcomeOf([]))).toEqual([]);
  const gone = outcomeOf([0, 0], { time: Float64Array.of(0, 40 * DAY_MS) });
  expect(monthlyReturns(gone).map(({ returnPct }) => returnPct)).toEqual([-100, 0]);
});
