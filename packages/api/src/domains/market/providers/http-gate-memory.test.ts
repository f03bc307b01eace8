import { describe, expect, it } from "vitest";
import { MemoryProviderLog, MemoryRequestBudget } from "./http-gate-memory.ts";
import type { ProviderAttempt } from "./http-gate-ports.ts";

const MINUTE = Date.UTC(2026, 0, 1, 12, 0);

describe("MemoryRequestBudget", () => {
  it("grants as many requests in a minute as the limit says", async () => {
    const budget = new MemoryRequestBudget();
    const granted = [];
    for (let request = 0; request < 3; request++) {
      granted.push((await budget.take("coingecko", 2, MINUTE + 10_000)).granted);
    }
    expect(granted).toEqual([true, true, false]);
  });

  it("says what is left and when the minute ends, without taking", async () => {
    const budget = new MemoryRequestBudget();
    await budget.take("coingecko", 5, MINUTE);
    const window = { limit: 5, left: 4, windowSeconds: 60, resetsAt: new Date(MINUTE + 60_000) };
    expect(await budget.look("coingecko", 5, MINUTE + 59_999)).toEqual(window);
    expect(await budget.look("coingecko", 5, MINUTE + 59_999)).toEqual(window);
  });

  it("starts anew with the next minute, and apart for each provider", async () => {
    const budget = new MemoryRequestBudget();
    await budget.take("coingecko", 1, MINUTE);
    expect((await budget.take("binance", 1, MINUTE)).granted).toBe(true);
    expect((await budget.take("coingecko", 1, MINUTE + 60_000)).granted).toBe(true);
  });
});

describe("MemoryProviderLog", () => {
  it("keeps the newest attempts", async () => {
    const log = new MemoryProviderLog(2);
    for (const attempt of [1, 2, 3]) await log.record(anAttempt(attempt));
    expect(log.attempts.map(({ attempt }) => attempt)).toEqual([2, 3]);
  });
});

function anAttempt(attempt: number): ProviderAttempt {
  return {
    provider: "coingecko",
    path: "/ping",
    at: new Date(MINUTE),
    durationMs: 5,
    attempt,
    outcome: "ok",
    status: 200,
    message: null,
    breaker: { state: "closed", consecutiveFailures: 0, opensUntil: null },
  };
}
