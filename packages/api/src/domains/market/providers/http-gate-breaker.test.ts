import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "./http-gate-breaker.ts";

const SETTINGS = { threshold: 3, restMs: 1000, maxRestMs: 5000 };

function failTimes(breaker: CircuitBreaker, times: number, nowMs: number): void {
  for (let time = 0; time < times; time++) breaker.failed(nowMs);
}

describe("CircuitBreaker", () => {
  it("stays closed while failures are fewer than the threshold", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 2, 0);
    expect(breaker.look(0)).toEqual({ state: "closed", consecutiveFailures: 2, opensUntil: null });
    expect(breaker.admit(0)).toBe(true);
  });

  it("counts failures in a row: a success in between starts again", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 2, 0);
    breaker.succeeded(0);
    failTimes(breaker, 2, 0);
    expect(breaker.look(0).state).toBe("closed");
  });

  it("opens at the threshold and says how long it rests", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 3, 500);
    expect(breaker.look(600)).toEqual({ state: "open", consecutiveFailures: 3, opensUntil: new Date(1500) });
    expect(breaker.admit(600)).toBe(900);
  });

  it("lets one probe through after the rest, and no second one beside it", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 3, 0);
    expect(breaker.look(1000).state).toBe("half-open");
    expect(breaker.admit(1000)).toBe(true);
    expect(breaker.admit(1000)).toBe(0);
  });

  it("closes when the probe succeeds", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 3, 0);
    breaker.admit(1000);
    breaker.succeeded(1100);
    expect(breaker.look(1100)).toEqual({ state: "closed", consecutiveFailures: 0, opensUntil: null });
  });

  it("rests twice as long after every failed probe, up to the cap", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    let nowMs = 0;
    failTimes(breaker, 3, nowMs);
    const rests = [1000, 2000, 4000, 5000, 5000].map((restMs) => {
      const until = breaker.look(nowMs).opensUntil?.getTime() ?? 0;
      expect(until - nowMs).toBe(restMs);
      nowMs = until;
      expect(breaker.admit(nowMs)).toBe(true);
      breaker.failed(nowMs);
      return restMs;
    });
    expect(rests).toHaveLength(5);
  });

  it("allows a new probe when the one under way was given up", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    failTimes(breaker, 3, 0);
    breaker.admit(1000);
    breaker.released();
    expect(breaker.admit(1000)).toBe(true);
  });

  it("rests at once for as long as the provider asked, capped", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    breaker.failed(0, 3000);
    expect(breaker.admit(1000)).toBe(2000);
    const asked = new CircuitBreaker(SETTINGS);
    asked.failed(0, 60_000);
    expect(asked.admit(0)).toBe(5000);
  });

  it("is neither closed nor moved by answers to requests from before the rest", () => {
    const breaker = new CircuitBreaker(SETTINGS);
    breaker.failed(0, 3000);
    breaker.succeeded(100);
    expect(breaker.admit(100)).toBe(2900);
    breaker.failed(200);
    expect(breaker.admit(200)).toBe(2800);
    breaker.failed(300, 100);
    expect(breaker.admit(300)).toBe(2700);
  });
});
