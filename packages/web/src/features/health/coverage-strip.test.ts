import { expect, it } from "vitest";
import { levelOf, levelPath } from "./coverage-strip.ts";

const SHARES = [null, 1, 1, 0.5, 0, 1];

it("tells whole, part and hole from what is not due", () => {
  expect(SHARES.map(levelOf)).toEqual([null, "whole", "whole", "part", "hole", "whole"]);
});

it("draws neighbours of one level as one block", () => {
  expect(levelPath(SHARES, "whole", 10)).toBe("M1 0H3V10H1ZM5 0H6V10H5Z");
  expect(levelPath(SHARES, "hole", 10)).toBe("M4 0H5V10H4Z");
  expect(levelPath([null], "part", 10)).toBe("");
});
