import { describe, expect, it } from "vitest";
import { heatGrid, strengthOf } from "./heat-grid.ts";

const point = (fast: number, slow: number, other: number, score: number | null) => ({
  parameters: { fast, slow, other },
  score,
});

describe("the heat map of a search", () => {
  it("holds the best score of each pair of values, whatever the other parameters were", () => {
    const grid = heatGrid([point(10, 50, 1, 0.5), point(10, 50, 2, 0.9), point(5, 50, 1, -1)], "fast", "slow");
    expect(grid).toEqual({ across: [5, 10], down: [50], scores: [[-1, 0.9]], lowest: -1, highest: 0.9 });
  });

  it("leaves a field empty where every point there was refused", () => {
    const grid = heatGrid([point(5, 50, 1, null), point(10, 60, 1, 1)], "fast", "slow");
    expect(grid?.scores).toEqual([
      [null, null],
      [null, 1],
    ]);
    expect(heatGrid([point(5, 50, 1, null)], "fast", "slow")).toBeNull();
  });

  it("is full where all scores are equal", () => {
    expect([strengthOf(1, 1, 1), strengthOf(0, 0, 4), strengthOf(3, 0, 4)]).toEqual([1, 0, 0.75]);
  });
});
