import { describe, expect, it } from "vitest";
import { bandPlaces } from "./band-places.ts";

const band = { p5: 0, p25: 10, p50: 20, p75: 30, p95: 40 };

describe("a band on a strip", () => {
  it("fills it where the actual value lies inside", () => {
    expect(bandPlaces(band, 20)).toEqual({
      thin: { at: 0, width: 100 },
      thick: { at: 25, width: 50 },
      median: 50,
      mark: 50,
    });
  });

  it("leaves room for an actual value outside of it", () => {
    const { thin, mark } = bandPlaces(band, 80);
    expect([thin.at, thin.width, mark]).toEqual([0, 50, 100]);
  });

  it("stands in the middle where all runs came to the same", () => {
    const flat = bandPlaces({ p5: 1, p25: 1, p50: 1, p75: 1, p95: 1 }, 1);
    expect([flat.thin.width, flat.mark]).toEqual([0, 50]);
  });
});
