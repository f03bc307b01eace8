import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatDateTime,
  formatDuration,
  formatGain,
  formatMoney,
  formatMoneyPrice,
  formatMoneyShort,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatRatio,
  formatUnits,
  formatUntil,
  formatUsd,
  setFigureStyle,
} from "./format.ts";

describe("formatPrice", () => {
  it.each([
    ["64250.126", "$64,250.13"],
    ["1", "$1.00"],
    ["0.99985", "$0.9999"],
    ["0.05", "$0.05000"],
    ["0.012345678", "$0.01235"],
    ["0.000000000056366", "$0.00000000005637"],
    ["0", "$0.00"],
  ])("shows %s as %s", (price, text) => {
    expect(formatPrice(price)).toBe(text);
  });

  it("shows an unknown price as a dash, never as zero", () => {
    expect([formatPrice(null), formatPrice(undefined)]).toEqual(["–", "–"]);
  });

  it("keeps every digit of a price beyond 2^53", () => {
    expect(formatPrice("9007199254740993.01")).toBe("$9,007,199,254,740,993.01");
  });
});

it("shortens amounts to two decimals, so that a column of them lines up", () => {
  expect([formatUsd("1243000000000"), formatUsd("870140000"), formatUsd("12.3"), formatUsd(null)]).toEqual([
    "$1.24T",
    "$870.14M",
    "$12.30",
    "–",
  ]);
});

it("shortens supplies and writes those beyond all names as powers of ten", () => {
  expect([formatQuantity("19800000"), formatQuantity("657479138251227900000"), formatQuantity(null)]).toEqual([
    "19.8M",
    "6.57E20",
    "–",
  ]);
});

describe("formatPercent", () => {
  it("always carries the sign, so that colour is not needed to read it", () => {
    expect([formatPercent(2.5), formatPercent(-0.314), formatPercent(0), formatPercent(1240.4)]).toEqual([
      "+2.50 %",
      "−0.31 %",
      "0.00 %",
      "+1,240 %",
    ]);
  });

  it("does not call a fall that rounds to nothing negative", () => {
    expect(formatPercent(-0.0000142)).toBe("0.00 %");
  });
});

describe("ages", () => {
  const now = Date.parse("2026-01-02T00:00:00.000Z");

  it("uses the largest unit", () => {
    expect([999, 3_000, 125_000, 7_200_000, 86_400_000, 200_000_000].map(formatDuration)).toEqual([
      "999 ms",
      "3 s",
      "2 min",
      "2 h",
      "1 day",
      "2 days",
    ]);
  });

  it("takes a time slightly ahead for now, because clocks differ", () => {
    expect([formatAge("2026-01-02T00:00:05.000Z", now), formatAge("2026-01-01T23:59:30.000Z", now)]).toEqual([
      "now",
      "30 s ago",
    ]);
  });

  it("says that a passed time is due", () => {
    expect([formatUntil("2026-01-02T00:05:00.000Z", now), formatUntil("2026-01-01T00:00:00.000Z", now)]).toEqual([
      "in 5 min",
      "due",
    ]);
  });

  it("writes times in UTC and says so", () => {
    expect(formatDateTime("2026-01-31T12:00:05.000Z")).toBe("31 Jan 2026, 12:00:05 UTC");
  });
});

describe("amounts of a portfolio", () => {
  it("are written in its own currency, whatever the desk's is", () => {
    setFigureStyle({ numberLocale: "en-US", dateLocale: "en-GB", currency: "EUR", perUsd: "0.5" });
    expect([formatMoney("1234.5", "usd"), formatMoneyShort("1234567", "chf"), formatMoney("100", "jpy")]).toEqual([
      "$1,234.50",
      "CHF\u00a01.23M",
      "¥100",
    ]);
  });

  it("have both digits of a broken amount in short, and none of a whole one", () => {
    const written = () => ["3981.5", "20000", "1200000"].map((amount) => formatMoneyShort(amount, "usd"));
    setFigureStyle({ numberLocale: "de-DE", dateLocale: "de-DE", currency: "EUR", perUsd: "1" });
    expect(written()).toEqual(["3.981,50\u00a0$", "20.000\u00a0$", "1,20\u00a0Mio.\u00a0$"]);
    setFigureStyle({ numberLocale: "en-US", dateLocale: "en-GB", currency: "EUR", perUsd: "0.5" });
    expect(written()).toEqual(["$3.98K", "$20K", "$1.20M"]);
  });

  it("say a gain and a loss by sign, and nothing as unknown", () => {
    expect([
      formatGain("12.3", "usd"),
      formatGain("-0.5", "usd"),
      formatGain("0", "usd"),
      formatGain(null, "usd"),
    ]).toEqual(["+$12.30", "−$0.50", "$0.00", "–"]);
  });

  it("keep what is small from becoming nothing", () => {
    expect([
      formatMoney("0.00001234", "usd"),
      formatMoneyPrice("0.5", "usd"),
      formatMoneyPrice("64250.126", "usd"),
    ]).toEqual(["$0.00001234", "$0.5000", "$64,250.13"]);
  });

  it("write units with every digit and ratios as percent", () => {
    expect([formatUnits("1234.000000000000000001"), formatUnits("-2")]).toEqual(["1,234.000000000000000001", "−2"]);
    expect([formatRatio("0.25"), formatRatio("-0.005"), formatRatio(null)]).toEqual(["+25.00 %", "−0.50 %", "–"]);
  });
});
