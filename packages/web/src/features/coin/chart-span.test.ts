import { describe, expect, it } from "vitest";
import { candleInput, historyInput } from "./chart-span.ts";

const HOUR = 3_600_000;

describe("spans", () => {
  it("ask for at most what the contract allows", () => {
    expect([candleInput("a", "24h").limit, candleInput("a", "max").limit]).toEqual([97, 1000]);
  });

  it("ask the same question within an hour", () => {
    expect(historyInput("a", "7d", 1000 * HOUR + 5)).toEqual(historyInput("a", "7d", 1001 * HOUR - 1));
  });
});
