import { describe, expect, it } from "vitest";
import { parallelLines } from "./parallel-lines.ts";

const points = [
  { parameters: { a: 10, b: 1 }, score: 2 },
  { parameters: { a: 20, b: 1 }, score: 1 },
  { parameters: { a: 15, b: 1 }, score: null },
];

describe("the parallel coordinates of a search", () => {
  it("put each point with a score between the ends of every axis, the best drawn last", () => {
    const { axes, score, lines } = parallelLines(points, ["a", "b"]);
    expect(axes).toEqual([
      { name: "a", low: 10, high: 20 },
      { name: "b", low: 1, high: 1 },
    ]);
    expect(score).toEqual({ low: 1, high: 2 });
    expect(lines.map(({ heights, strength }) => [...heights, strength])).toEqual([
      [1, 0.5, 0, 0],
      [0, 0.5, 1, 1],
    ]);
  });

  it("are thinned where there are too many to see, and keep the best and the worst", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({ parameters: { a: at }, score: 1_000 - at }));
    const { lines } = parallelLines(many, ["a"]);
    expect(lines).toHaveLength(300);
    expect([lines.at(-1)?.key, lines[0]?.key]).toEqual(["0", "999"]);
  });
});
