import { expect, it } from "vitest";
import { sparklinePath } from "./sparkline-path.ts";

it("spans the box from the oldest value to the newest, high values at the top", () => {
  expect(sparklinePath([1, 3, 2], 104, 24)).toEqual({ d: "M2 22L52 2L102 12", rising: true });
});

it("breaks the line where a value is unknown", () => {
  expect(sparklinePath([1, null, 3, 2], 64, 24)?.d).toBe("M2 22M42 2L62 12");
});

it("draws a level line through the middle when nothing moved, as for a stablecoin", () => {
  expect(sparklinePath([5, 5], 24, 24)).toEqual({ d: "M2 12L22 12", rising: true });
});

it("draws nothing from fewer than two known values", () => {
  expect([sparklinePath([], 10, 10), sparklinePath([null, 4], 10, 10)]).toEqual([null, null]);
});

it("calls a series that ends below its start falling, whatever it did between", () => {
  expect(sparklinePath([2, 9, 1.9], 10, 10)?.rising).toBe(false);
});
