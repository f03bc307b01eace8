import { expect, it } from "vitest";
import { nextRow } from "./row-steps.ts";

it("walks rows and stays within them", () => {
  const from = (key: string, at: number) => nextRow(key, at, 20, 4);
  expect([from("ArrowDown", -1), from("ArrowUp", -1)]).toEqual([4, null]);
  expect([from("ArrowDown", 0), from("ArrowUp", 0), from("PageDown", 10), from("PageUp", 3)]).toEqual([1, 0, 19, 0]);
  expect([from("Home", 7), from("End", 7), from("a", 7)]).toEqual([0, 19, null]);
  expect(nextRow("ArrowDown", -1, 0, 0)).toBeNull();
});
