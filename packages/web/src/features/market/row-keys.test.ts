import { expect, it } from "vitest";
import { nextRow } from "./row-keys.ts";

const rows = { count: 100, firstVisible: 40 };

it("begins at the first row in sight, and only downwards", () => {
  expect(nextRow("ArrowDown", null, rows)).toBe(40);
  expect(nextRow("PageDown", null, rows)).toBeNull();
});

it("walks by row and by page and stops at the ends", () => {
  expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp"].map((key) => nextRow(key, 10, rows))).toEqual([11, 9, 25, 0]);
  expect(nextRow("ArrowDown", 99, rows)).toBe(99);
  expect([nextRow("Home", 50, rows), nextRow("End", 50, rows)]).toEqual([0, 99]);
});

it("leaves other keys alone", () => {
  expect([nextRow("Enter", 5, rows), nextRow("ArrowDown", null, { ...rows, count: 0 })]).toEqual([null, null]);
});
