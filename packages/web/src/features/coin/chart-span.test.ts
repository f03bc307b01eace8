import { describe, expect, it } from "vitest";
import { candleInput, historyInput, wantsDays } from "./chart-span.ts";

const HOUR = 3_600_000;

describe("spans", () => {
  it("ask for at most what the contract allows", () => {
    expect([candleInput("a", "24h").limit, candleInput("a", "max").limit]).toEqual([97, 1000]);
  });

  it("are drawn in days while the finer series has only begun", () => {
    const now = 10_000 * HOUR;
    expect(wantsDays("30d", "4h", now - 4 * HOUR, now)).toBe(true);
    expect(wantsDays("30d", "4h", null, now)).toBe(true);
    expect(wantsDays("30d", "4h", now - 20 * 24 * HOUR, now)).toBe(false);
    // A day has no days to be drawn in, and days have nothing coarser.
    expect(wantsDays("24h", "15m", now - HOUR, now)).toBe(false);
    expect(wantsDays("1y", "1d", now - HOUR, now)).toBe(false);
    expect(wantsDays("max", "1d", null, now)).toBe(false);
  });

  it("ask the same question within an hour", () => {
    expect(historyInput("a", "7d", 1000 * HOUR + 5)).toEqual(historyInput("a", "7d", 1001 * HOUR - 1));
  });
});
