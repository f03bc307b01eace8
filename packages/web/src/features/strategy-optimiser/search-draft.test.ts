import { describe, expect, it } from "vitest";
import { planOf, pointsOf, problemOfSearch, startingSearch, triedPoints, valuesIn } from "./search-draft.ts";

const draft = startingSearch([
  { name: "fast", value: 10, min: 5, max: 20, step: 5 },
  { name: "slow", value: 50, min: 0.1, max: 0.3, step: 0.1 },
]);

describe("a search that is being asked for", () => {
  it("counts the values of a range with both of its ends, rounding errors or not", () => {
    expect(valuesIn({ min: 0.1, max: 0.3, step: 0.1 })).toBe(3);
    expect(valuesIn({ min: 5, max: 19, step: 5 })).toBe(3);
    expect(valuesIn({ min: 5, max: 5, step: 1 })).toBe(1);
  });

  it("tells the number of points of what moves before it starts", () => {
    expect(pointsOf(draft.ranges)).toBe(12);
    expect(pointsOf(draft.ranges.map((range) => ({ ...range, moves: range.name === "fast" })))).toBe(4);
    expect(triedPoints({ ...draft, method: "random", tries: "7" }, 12)).toBe(7);
    expect(triedPoints(draft, 12)).toBe(12);
  });

  it("asks for ranges, objective and constraints as they were typed", () => {
    const plan = planOf({ ...draft, maxDrawdown: "25", objective: "calmar" });
    expect(plan.parameters).toEqual([
      { name: "fast", min: 5, max: 20, step: 5 },
      { name: "slow", min: 0.1, max: 0.3, step: 0.1 },
    ]);
    expect([plan.objective, plan.constraints?.maxDrawdownPct, plan.outOfSamplePct]).toEqual(["calmar", 25, 30]);
  });

  it.each([
    [{}, null],
    [{ tries: "11" }, "grid"],
    [{ tries: "11", method: "random" as const }, null],
    [{ tries: "20001" }, "tries"],
    [{ ranges: draft.ranges.map((range) => ({ ...range, moves: false })) }, "nothing"],
    [{ ranges: draft.ranges.map((range) => ({ ...range, step: "0" })) }, "range"],
    [{ maxDrawdown: "150" }, "drawdown"],
    [{ outOfSample: "81" }, "outside"],
    [{ from: "2026-02-01", to: "2026-01-01" }, "span"],
  ])("%j is refused for its %s", (part, problem) => {
    expect(problemOfSearch({ ...draft, ...part })).toBe(problem);
  });
});
