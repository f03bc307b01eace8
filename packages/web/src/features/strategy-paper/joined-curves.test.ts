import { expect, it } from "vitest";
import { joinCurves } from "./joined-curves.ts";

const at = (hour: number, equity: number) => ({ at: `2026-01-01T0${hour}:00:00.000Z`, equity });

it("puts paper and backtest on one axis, unknown where one has no point", () => {
  const { days, paper, tested } = joinCurves([at(1, 100), at(3, 102)], [at(1, 100), at(2, 101)]);
  expect(days.map((day) => day.slice(11, 13))).toEqual(["01", "02", "03"]);
  expect([paper, tested]).toEqual([
    [100, null, 102],
    [100, 101, null],
  ]);
});

it("has no second line without a backtest", () => {
  expect(joinCurves([at(1, 100)], []).tested).toBeNull();
});
