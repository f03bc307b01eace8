import { expect, it } from "vitest";
import { alignCurves } from "./aligned-curves.ts";

const at = (day: number, index: number) => ({ at: `2026-01-0${day}T00:00:00.000Z`, index });

it("puts curves of different spans and paces on one axis, unknown outside of each", () => {
  const { days, curves } = alignCurves([
    [at(1, 100), at(2, 101), at(3, 102)],
    [at(2, 100), at(4, 90)],
  ]);
  expect(days.map((day) => day.slice(8, 10))).toEqual(["01", "02", "03", "04"]);
  expect(curves).toEqual([
    [100, 101, 102, null],
    [null, 100, 100, 90],
  ]);
});
