import { expect, it } from "vitest";
import { retryDelay } from "./market-stream.ts";

it("waits longer after each failure in a row, up to eight seconds, half of it random", () => {
  expect([1, 2, 3, 4, 5, 6].map((failures) => retryDelay(failures, () => 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000,
  ]);
  expect(retryDelay(20, () => 0)).toBe(4000);
});
