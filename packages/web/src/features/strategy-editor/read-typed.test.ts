import { expect, it } from "vitest";
import { readNumber } from "./read-number.ts";
import { readTags } from "./read-tags.ts";

it.each([
  ["2.5", 2.5],
  [" 2,5 ", 2.5],
  ["1 000", 1000],
  ["-3", -3],
  ["", null],
  ["two", null],
  ["1e999", null],
])("reads %j as %j", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

it("reads tags between commas, each once", () => {
  expect(readTags(" trend,  slow   one ,, trend")).toEqual(["trend", "slow one"]);
  expect(readTags(" , ")).toEqual([]);
});
