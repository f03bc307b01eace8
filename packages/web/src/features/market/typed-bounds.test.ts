import { afterEach, describe, expect, it } from "vitest";
import { setFigureStyle } from "../../lib/format.ts";
import { boundText, draftErrors, parseAmount, readBound, toDraft } from "./typed-bounds.ts";

const ENGLISH = { numberLocale: "en-US", dateLocale: "en-GB", currency: "USD", perUsd: "1" };
const GERMAN = { numberLocale: "de-DE", dateLocale: "de-DE", currency: "EUR", perUsd: "0.5" };
afterEach(() => setFigureStyle(ENGLISH));

describe("parseAmount", () => {
  it.each([
    ["10m", "10000000"],
    ["1.5B", "1500000000"],
    ["$1,000", "1000"],
    ["1,234,567.5", "1234567.5"],
    ["1,5b", "1500000000"],
    ["0,5", "0.5"],
    [".5", "0.5"],
    ["0.00000001", "0.00000001"],
    ["1.2345k", "1234.5"],
    ["12.345", "12.345"],
    ["007", "7"],
    ["1.50", "1.5"],
  ])("reads %s as %s", (typed, amount) => {
    expect(parseAmount(typed)).toBe(amount);
  });

  it.each([
    ["1,5 Mrd.", "1500000000"],
    ["1.5b", "1500000000"],
    ["10 Mio", "10000000"],
    ["1.000", "1000"],
    ["1.234.567,5", "1234567.5"],
    ["0,00000001", "0.00000001"],
    ["12,345", "12.345"],
  ])("reads %s as %s where a comma is the decimal point", (typed, amount) => {
    setFigureStyle(GERMAN);
    expect(parseAmount(typed)).toBe(amount);
  });

  it("tells nothing typed from nonsense and from more than there is", () => {
    expect(parseAmount("  ")).toBeUndefined();
    for (const nonsense of ["abc", "-5", ".", "1,2,3", "1.2.3", "m", "9".repeat(31), "999999999999999999999t"]) {
      expect([nonsense, parseAmount(nonsense)]).toEqual([nonsense, null]);
    }
  });
});

describe("readBound", () => {
  it.each([
    ["-6", "-6"],
    ["−6,5 %", "-6.5"],
    ["+5%", "5"],
    ["1,250", "1250"],
  ])("reads %s percent as %s", (typed, bound) => {
    expect(readBound(typed, "pct")).toBe(bound);
  });

  it("takes no exponents, signs alone or huge numbers", () => {
    for (const nonsense of ["1e300", "0x10", "-", "%", "9999999999999"]) expect(readBound(nonsense, "pct")).toBeNull();
    expect([readBound("1.5", "rank"), readBound("0", "rank"), readBound("200", "rank")]).toEqual([null, null, "200"]);
  });
});

it("writes the bounds of an address so that reading them again changes nothing", () => {
  const search = { minPriceUsd: "12.345", maxChange24hPct: -2.125 };
  for (const style of [ENGLISH, GERMAN]) {
    setFigureStyle(style);
    const draft = toDraft(search);
    expect([parseAmount(draft.minPriceUsd ?? ""), readBound(draft.maxChange24hPct, "pct")]).toEqual([
      "12.345",
      "-2.125",
    ]);
  }
});

it("says which field is wrong, and that a range ends before it begins", () => {
  const errors = draftErrors({ minMarketCapUsd: "10b", maxMarketCapUsd: "1b", minRank: "1.5", minPriceUsd: "abc" });
  expect(Object.keys(errors)).toEqual(["maxMarketCapUsd", "minPriceUsd", "minRank"]);
});

describe("boundText", () => {
  const usd = { name: "marketCap", unit: "usd" } as const;
  const price = { name: "price", unit: "usd" } as const;
  const pct = { name: "change24h", unit: "pct" } as const;

  it("never rounds a bound to nothing", () => {
    expect([boundText("0.00001", price), boundText(-2.25, pct), boundText(-6, pct)]).toEqual([
      "$0.00001000",
      "−2.25 %",
      "−6 %",
    ]);
  });

  it("stays in dollars where amounts are shown in another currency", () => {
    setFigureStyle(GERMAN);
    expect(boundText("1000000000", usd).replaceAll(/\s/g, " ")).toBe("1 Mrd. $");
    expect(boundText(5000, { name: "rank", unit: "rank" })).toBe("5.000");
  });
});
