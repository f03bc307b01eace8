import { describe, expect, it } from "vitest";
import { allocationHistory, NAMED_PARTS } from "./allocation-shares.ts";

const day = (name: string, parts: Record<string, string | null>) => ({
  day: name,
  parts: Object.entries(parts).map(([assetId, value]) => ({ assetId, value })),
});

describe("the allocation through time", () => {
  it("names what is largest on average first, and leaves days without any value out", () => {
    const history = allocationHistory([
      day("2026-01-01", { a: "25", b: "75" }),
      day("2026-01-02", { a: null }),
      day("2026-01-03", { a: "60", b: "40", c: null }),
    ]);
    expect(history.assetIds).toEqual(["b", "a"]);
    expect(history.hasOthers).toBe(false);
    expect(history.days).toEqual([
      { day: "2026-01-01", shares: [0.75, 0.25, 0] },
      { day: "2026-01-03", shares: [0.4, 0.6, 0] },
    ]);
  });

  it("sums up what is too small to be told apart", () => {
    const parts = Object.fromEntries(Array.from({ length: NAMED_PARTS + 2 }, (_none, at) => [`c${at}`, "10"]));
    const { assetIds, hasOthers, days } = allocationHistory([day("2026-01-01", parts)]);
    expect(assetIds).toHaveLength(NAMED_PARTS);
    expect(hasOthers).toBe(true);
    expect(days[0]?.shares.at(-1)).toBeCloseTo(0.2, 10);
  });
});
