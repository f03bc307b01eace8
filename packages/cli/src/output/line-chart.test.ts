import { describe, expect, it } from "vitest";
import { lineChart, valueRange } from "./line-chart.ts";
import { createPalette } from "./palette.ts";

const palette = createPalette(false);
const none = (text: string) => text;
const at = (day: number, value: number, segment = 0) => ({ atMs: Date.UTC(2026, 0, day), value, segment });
const draw = (points: ReturnType<typeof at>[]) =>
  lineChart([{ points, tint: none }], { width: 40, height: 5 }, palette);

describe("lineChart", () => {
  it("draws a rise from the bottom left to the top right", () => {
    const rows = draw([at(1, 0), at(30, 100)])
      .split("\n")
      .slice(0, 5);
    expect(rows[0]?.trimEnd().at(-1)).toMatch(/[\u2801-\u28ff]/);
    expect(rows[4]).toMatch(/┤[\u2801-\u28ff]/);
  });

  it("leaves a hole between segments", () => {
    const joined = draw([at(1, 5), at(10, 5), at(20, 5), at(30, 5)]);
    const split = draw([at(1, 5), at(10, 5), at(20, 5, 1), at(30, 5, 1)]);
    const dots = (text: string) => text.match(/[\u2801-\u28ff]/g)?.length ?? 0;
    expect(dots(split)).toBeLessThan(dots(joined));
    expect(split).toMatch(/[\u2801-\u28ff] +[\u2801-\u28ff]/);
  });

  it("is empty without two points", () => {
    expect(draw([])).toBe("");
    expect(draw([at(1, 1)])).toBe("");
  });

  it("puts a price that never moves in the middle", () => {
    expect(valueRange([5, 5])).toEqual([4.95, 5.05]);
    expect(valueRange([0, 0])).toEqual([-1, 1]);
  });
});
