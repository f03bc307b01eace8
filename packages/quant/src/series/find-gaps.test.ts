import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findGaps } from "./find-gaps.ts";

const HOUR_MS = 3_600_000;

describe("gaps of a series", () => {
  it("has none where points follow each other", () => {
    expect(findGaps([0, 1, 2], 1)).toEqual({ gaps: [], segments: [0, 0, 0] });
    expect(findGaps([], 1)).toEqual({ gaps: [], segments: [] });
  });

  it("joins a hole of three missing intervals and splits at four", () => {
    expect(findGaps([0, 4, 9], 1)).toEqual({
      gaps: [
        { fromMs: 0, toMs: 4, missing: 3, splits: false },
        { fromMs: 4, toMs: 9, missing: 4, splits: true },
      ],
      segments: [0, 0, 1],
    });
  });

  it("does not join the coin of May 2022 with the one that took over its ticker", () => {
    const lastOfOld = Date.UTC(2022, 4, 13, 0);
    const firstOfNew = Date.UTC(2022, 4, 31, 6);
    const { gaps, segments } = findGaps([lastOfOld, firstOfNew], HOUR_MS);
    expect(gaps).toEqual([{ fromMs: lastOfOld, toMs: firstOfNew, missing: 437, splits: true }]);
    expect(segments).toEqual([0, 1]);
  });

  it("joins the hour that every pair missed on 2023-03-24", () => {
    const { gaps } = findGaps([Date.UTC(2023, 2, 24, 12), Date.UTC(2023, 2, 24, 14)], HOUR_MS);
    expect(gaps).toMatchObject([{ missing: 1, splits: false }]);
  });

  it("refuses times out of order and repeated ones", () => {
    expect(() => findGaps([0, 2, 1], 1)).toThrow(RangeError);
    expect(() => findGaps([0, 0], 1)).toThrow(RangeError);
    expect(() => findGaps([0, 1], 0)).toThrow(RangeError);
  });

  it("accounts for every interval: points and missing ones fill the span", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(steps, (jumps) => {
        const times = [0];
        for (const jump of jumps) times.push((times.at(-1) ?? 0) + jump * HOUR_MS);
        const { gaps, segments } = findGaps(times, HOUR_MS);
        const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
        expect(missing + times.length - 1).toBe((times.at(-1) ?? 0) / HOUR_MS);
        expect(segments).toHaveLength(times.length);
        expect(segments.at(-1)).toBe(gaps.filter((gap) => gap.splits).length);
      }),
    );
  });
});
