import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { problemOfDraft, settingsOf, startingDraft } from "./backtest-draft.ts";

const draft = startingDraft(3);

describe("a backtest that is being asked for", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-20T12:00:00Z") }));
  afterEach(() => void vi.useRealTimers());

  it("leaves the span to the desk unless one is given", () => {
    expect(settingsOf(draft)).toEqual({
      version: 3,
      settings: { capital: 10_000, benchmark: "bitcoin", honesty: true, trials: 1 },
    });
  });

  it("counts its last day in full, but not into the future", () => {
    const to = (day: string) => settingsOf({ ...draft, to: day }).settings?.to;
    expect(to("2026-03-31")).toBe("2026-04-01T00:00:00.000Z");
    expect(to("2026-11-20")).toBe("2026-11-20T12:00:00.000Z");
  });

  it("takes the coins of a portfolio and the first coin as benchmark where they are chosen", () => {
    const { portfolioId, settings } = settingsOf({ ...draft, portfolioId: "p", benchmark: "" });
    expect([portfolioId, settings?.benchmark]).toEqual(["p", null]);
  });

  it.each([
    [{ from: "2026-02-01", to: "2026-01-01" }, "span"],
    [{ capital: "0" }, "capital"],
    [{ trials: "1.5" }, "trials"],
    [{ from: "2026-01-01", to: "2026-02-01" }, null],
  ])("%j is refused for its %s", (part, problem) => {
    expect(problemOfDraft({ ...draft, ...part })).toBe(problem);
  });
});
