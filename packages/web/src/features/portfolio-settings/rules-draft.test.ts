import { DEFAULT_RULES, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { describe, expect, it } from "vitest";
import { CHOICES, nextYear, readDays, withMethod, withoutMethod } from "./rules-draft.ts";

describe("cost methods by tax year", () => {
  const start = DEFAULT_RULES.methods;

  it("stay in the order of their days, each day once", () => {
    const later = withMethod(withMethod(start, "2026-01-01", "hifo"), "2025-01-01", "average");
    expect(later.map(({ fromDay }) => fromDay)).toEqual(["1970-01-01", "2025-01-01", "2026-01-01"]);
    expect(withMethod(later, "2025-01-01", "lifo")[1]?.method).toBe("lifo");
    expect(LedgerRules.safeParse({ ...DEFAULT_RULES, methods: later }).success).toBe(true);
  });

  it("keep the one from the start", () => {
    expect(withoutMethod(withMethod(start, "2025-01-01", "lifo"), "2025-01-01")).toEqual(start);
    expect(withoutMethod(start, "1970-01-01")).toEqual(start);
  });

  it("are offered from the next year on that has none", () => {
    expect(nextYear(start, "2026-11-21")).toBe("2026-01-01");
    expect(nextYear(withMethod(start, "2026-01-01", "lifo"), "2026-11-21")).toBe("2027-01-01");
  });
});

it("offers every value of every choice among the rules", () => {
  for (const { rule, values } of CHOICES) {
    for (const value of values) expect(LedgerRules.safeParse({ ...DEFAULT_RULES, [rule]: value }).success).toBe(true);
  }
});

it("reads days as whole numbers, and nothing as no difference", () => {
  expect([" 365 ", "", "0", "1.5", "99999", "a"].map(readDays)).toEqual([
    365,
    null,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
