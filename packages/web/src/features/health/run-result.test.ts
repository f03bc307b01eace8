import { expect, it } from "vitest";
import { resultWords } from "./run-result.ts";

it("says what a run counted, leaving out what it did not meet", () => {
  expect(resultWords({ read: 1250, written: 1248, failed: 0, setAside: { no_price: 2, invalid_row: 0 } })).toBe(
    "read 1,250, written 1,248, set aside: no price 2",
  );
});

it("says nothing of a run without a result", () => {
  expect([resultWords(null), resultWords({ setAside: {} })]).toEqual(["", ""]);
});
