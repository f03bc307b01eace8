import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { LAST_DAY, randomTransactions } from "@cryptodesk/quant/ledger/random-transactions.fixture";
import type { Transaction } from "@cryptodesk/quant/ledger/transaction";
import { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type LedgerParts, ledgerOf, type Prices, SETTINGS, trade } from "./ledger.fixture.ts";
import { performanceReport } from "./performance-report.ts";
import { comparedPortfolio, portfolioComparison } from "./portfolio-comparison.ts";

const portfolioId = "0191f000-0000-7000-8000-000000000001";
const none = new Map();
const ask = (parts: LedgerParts, transactions: Parameters<typeof ledgerOf>[0], input: object = {}) =>
  performanceReport(ledgerOf(transactions, parts), { portfolioId, period: "all", ...input }, none);

/** Prices of a token that change on some days. */
function stepped(fromDay: string, days: number, steps: Record<string, string>): Prices[string] {
  let price: string | null = null;
  const prices = Array.from({ length: days }, (_, at) => {
    price = steps[new Date(Date.parse(fromDay) + at * 86_400_000).toISOString().slice(0, 10)] ?? price;
    return price;
  });
  return { fromDay, prices };
}

const doubling = {
  token: stepped("2021-01-01", 366, { "2021-01-01": "100", "2021-07-01": "200", "2021-12-31": "100" }),
};

it("measures time-weighted without the luck of the flows, money-weighted with it", () => {
  const report = ask({ today: "2022-01-01", prices: doubling }, [
    trade("buy", "2021-01-01", "1", "100"),
    trade("buy", "2021-07-02", "1", "200"),
  ]);
  expect(report.returns).toMatchObject({ gain: "-100", invested: "300", timeWeighted: "0", days: 366 });
  expect(Number(report.returns.simple)).toBeCloseTo(-1 / 3, 12);
  expect(report.returns.moneyWeighted.solution).toBe("unique");
  expect(Number(report.returns.moneyWeighted.annualRates[0])).toBeLessThan(-0.3);
  expect(report.maxDrawdown).toEqual({
    depth: "0.5",
    peakDay: "2021-07-01",
    troughDay: "2021-12-31",
    recoveredDay: null,
  });
  expect(Performance.parse(report)).toEqual(report);
});

it("agrees with the XIRR example of Microsoft's reference: 37.3362535 % a year", () => {
  // -10000, 2750, 4250, 3250, 2750 from 1 January 2008 to 1 April 2009; the price of a unit never leaves 1.
  const steps = { "2008-01-01": "1", "2009-02-15": "1.8" };
  const today = "2009-04-01";
  const flows = [
    trade("buy", "2008-01-01", "10000", "10000"),
    trade("sell", "2008-03-01", "1000", "2750"),
    trade("sell", "2008-10-30", "1000", "4250"),
    trade("sell", "2009-02-15", "1000", "3250"),
  ];
  const prices = { token: stepped("2008-01-01", 457, { ...steps, [today]: fromScaled(toScaled("2750") / 7000n) }) };
  const { moneyWeighted } = ask({ today, prices: { token: prices.token } }, flows).returns;
  expect(Number(moneyWeighted.annualRates[0])).toBeCloseTo(0.373362535, 8);
});

it("takes the close before a period as what the period begins with", () => {
  const report = ask({ today: "2022-01-01", prices: doubling }, [trade("buy", "2021-01-01", "1", "100")], {
    from: "2021-07-02",
    to: "2021-12-31",
  });
  expect(report).toMatchObject({ from: "2021-07-02", to: "2021-12-31" });
  expect(report.returns).toMatchObject({
    timeWeighted: "-0.5",
    simple: "-0.5",
    gain: "-100",
    invested: "200",
    days: 183,
  });
  expect(report.series[0]).toMatchObject({
    day: "2021-07-01",
    value: "200",
    index: "1",
    netInflow: "0",
    invested: "200",
  });
  expect(report.series.at(-1)).toMatchObject({ day: "2021-12-31", index: "0.5", drawdown: "-0.5" });
  // Half in 183 days, counted from the close before.
  expect(Number(report.returns.moneyWeighted.annualRates[0])).toBeCloseTo(0.5 ** (365 / 183) - 1, 9);
});

it("says what would have been without fees", () => {
  const prices = { token: stepped("2021-01-01", 11, { "2021-01-01": "100", "2021-01-11": "110" }) };
  const { returns } = ask({ today: "2021-01-11", prices }, [
    trade("buy", "2021-01-01", "1", "100", { fee: { amount: "10" } }),
  ]);
  expect(returns.timeWeighted).toBe("0");
  expect(Number(returns.timeWeightedWithoutFees)).toBeCloseTo(0.1, 12);
});

it("tells the return of the exchange rate apart: nothing gained in dollars is all currency effect", () => {
  const steps = { "2021-01-01": "0.8", "2021-01-06": "1" };
  const euro = { today: "2021-01-11", currency: "eur", prices: { token: stepped("2021-01-01", 11, steps) } };
  const bought = [trade("buy", "2021-01-01", "1", "0.8")];
  const benchmarks = { "fiat:usd": stepped("2021-01-01", 11, steps) };
  expect(ask({ ...euro, benchmarks }, bought).returns).toMatchObject({ timeWeighted: "0.25", currencyEffect: "0.25" });
  expect(ask(euro, bought).returns.currencyEffect).toBeNull();
  expect(ask({ ...euro, benchmarks, currency: "usd" }, bought).returns.currencyEffect).toBeNull();
});

it("names the day and the asset whose missing price keeps a return unknown", () => {
  const prices = { token: { fromDay: "2021-01-01", prices: ["100", "100", null, "120"] } };
  const bought = [trade("buy", "2021-01-01", "1", "100"), trade("buy", "2021-01-03", "1", "100")];
  const report = ask({ today: "2021-01-04", prices }, bought);
  expect(report).toMatchObject({ unknownOn: "2021-01-03", returns: { timeWeighted: null, simple: null } });
  expect(report.unknownAssets.map(({ id }) => id)).toEqual(["token"]);
  expect(report.returns.moneyWeighted.solution).toBe("unique");
  const carried = ask({ today: "2021-01-04", prices, carryDays: 7 }, bought);
  expect(carried.unknownOn).toBeNull();
  expect(carried.carriedPrices).toEqual([
    { asset: expect.objectContaining({ id: "token" }), days: 1, firstDay: "2021-01-03", lastDay: "2021-01-03" },
  ]);
});

it("has no return of a portfolio that owes more than it holds, and says since when", () => {
  const prices = { token: { fromDay: "2021-01-01", prices: ["100", "100", "120"] } };
  const settings = { shorts: "allow" as const };
  const report = ask({ today: "2021-01-03", prices, settings }, [trade("sell", "2021-01-02", "1", "100")]);
  expect(report.returns).toMatchObject({ timeWeighted: null, simple: null, gain: null });
  expect(report).toMatchObject({ unknownOn: "2021-01-02", maxDrawdown: null });
  expect(report.returns.moneyWeighted).toMatchObject({
    solution: "unknown",
    reason: expect.stringContaining("2021-01-02"),
  });
});

it("measures the rest where one asset of a portfolio is sold short", () => {
  const flat = (price: string) => ({ fromDay: "2021-01-01", prices: ["100", "100", price] });
  const prices = { token: flat("110"), other: flat("90") };
  const settings = { shorts: "allow" as const };
  const traded = [
    trade("buy", "2021-01-01", "10", "1000"),
    trade("sell", "2021-01-02", "1", "100", { assetId: "other" }),
  ];
  const report = ask({ today: "2021-01-03", prices, settings }, traded);
  expect(report.returns.gain).toBe("110");
  const found = report.contributions.map(({ asset, contribution, gain }) => [asset.id, contribution === null, gain]);
  expect(found).toEqual([
    ["token", false, "100"],
    ["other", true, "10"],
  ]);
});

it("measures against a coin, a basket and the whole market, from the same close on", () => {
  const prices = { token: stepped("2021-01-01", 11, { "2021-01-01": "100" }) };
  const benchmarks = {
    gold: stepped("2021-01-01", 11, { "2021-01-01": "10", "2021-01-11": "15" }),
    iron: stepped("2021-01-01", 11, { "2021-01-01": "10", "2021-01-11": "5" }),
    "total-market": stepped("2021-01-01", 11, { "2021-01-01": "4", "2021-01-11": "5" }),
  };
  const basket = {
    kind: "basket",
    parts: [
      { coinId: "gold", weight: 3 },
      { coinId: "iron", weight: 1 },
    ],
  } as const;
  const parts = { today: "2021-01-11", prices, benchmarks, benchmark: { ...basket, parts: [...basket.parts] } };
  const bought = [trade("buy", "2021-01-01", "1", "100")];
  const total = (input: object) => ask(parts, bought, { from: "2021-01-02", ...input }).benchmark;
  expect(total({})).toMatchObject({ name: "75 % gold, 25 % iron", total: "0.25" });
  expect(total({ benchmark: "gold" })).toMatchObject({ total: "0.5" });
  expect(total({ benchmark: "total-market" })).toMatchObject({ name: "Total market", total: "0.25" });
  expect(total({ benchmark: "none" })).toBeNull();
  expect(total({ benchmark: "nobody" })?.total).toBeNull();
});

it("answers a portfolio in which nothing happened yet", () => {
  const report = ask({ today: "2021-01-11" }, []);
  expect(Performance.parse(report)).toMatchObject({ from: null, series: [], contributions: [], allocation: [] });
  expect(report.returns.moneyWeighted).toMatchObject({ solution: "unknown", reason: "Nothing happened yet." });
});

it("shows years of days by week, with all that flowed", () => {
  const days = 2600;
  const today = new Date(Date.parse("2015-01-01") + (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const prices = { token: stepped("2015-01-01", days, { "2015-01-01": "100" }) };
  const { series } = ask({ today, prices }, [
    trade("buy", "2015-01-01", "1", "100"),
    trade("buy", "2017-01-04", "1", "100"),
  ]);
  expect(series.length).toBe(Math.ceil(days / 7));
  expect(series.at(-1)).toMatchObject({ day: today, value: "200", invested: "200" });
  expect(series.reduce((sum, { netInflow }) => sum + Number(netInflow), 0)).toBe(200);
});

const drift = (seed: number) => ({
  fromDay: "2022-12-01",
  prices: Array.from({ length: 91 }, (_, at) => String(100 + ((at * seed) % 17))),
});
const PRICES = { btc: drift(3), eth: drift(5), bnb: drift(7), sol: drift(11) };
// A swap of unknown value is worth another amount on each of its sides.
const valued = (each: Transaction): Transaction =>
  each.type === "swap" ? { ...each, value: each.value ?? "1" } : each;
const ledgers = randomTransactions.map((transactions) =>
  ledgerOf(transactions.map(valued), { today: LAST_DAY, prices: PRICES, settings: { ...SETTINGS } }),
);
const report = (ledger: ReturnType<typeof ledgerOf>, input: object) =>
  performanceReport(ledger, { portfolioId, period: "all", ...input }, none);

it("adds gains up: those of periods to the whole, those of assets and loose fees to the portfolio", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const whole = report(ledger, {});
      fc.pre(whole.returns.gain !== null);
      const split = "2023-01-20";
      const before = whole.from !== null && whole.from <= split ? report(ledger, { to: split }).returns.gain : "0";
      const after = report(ledger, { from: "2023-01-21" }).returns.gain;
      expect(toScaled(before ?? "") + toScaled(after ?? "")).toBe(toScaled(whole.returns.gain ?? ""));
      const cash = [...ledger.replay().cash.values()].reduce((sum, amount) => sum + amount, 0n);
      const parts = whole.contributions.reduce((sum, { gain }) => sum + toScaled(gain ?? ""), 0n);
      expect(parts - cash).toBe(toScaled(whole.returns.gain ?? ""));
    }),
    { numRuns: 30 },
  );
}, 60_000);

it("chains: the time-weighted returns of two periods make that of both, but for the rounding of each product", () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const whole = report(ledger, {});
      fc.pre(whole.returns.timeWeighted !== null && whole.from !== null && whole.from <= "2023-01-20");
      const first = Number(report(ledger, { to: "2023-01-20" }).returns.timeWeighted);
      const second = Number(report(ledger, { from: "2023-01-21" }).returns.timeWeighted);
      const both = (1 + first) * (1 + second) - 1;
      expect(Math.abs(both - Number(whole.returns.timeWeighted))).toBeLessThan(1e-9 * (1 + Math.abs(both)));
    }),
    { numRuns: 30 },
  );
}, 60_000);

it("puts portfolios side by side on the days of the one that is longest there", () => {
  const prices = { token: stepped("2021-01-01", 11, { "2021-01-01": "100", "2021-01-11": "110" }) };
  const parts = [
    comparedPortfolio(ledgerOf([trade("buy", "2021-01-01", "1", "100")], { today: "2021-01-11", prices }), {
      period: "all",
    }),
    comparedPortfolio(ledgerOf([trade("buy", "2021-01-10", "1", "100")], { today: "2021-01-11", prices }), {
      period: "all",
    }),
    comparedPortfolio(ledgerOf([], { today: "2021-01-11", prices }), { period: "all" }),
  ];
  const compared = portfolioComparison(parts, new Map([[portfolioId, "Mine"]]));
  expect([compared.from, compared.to, compared.days.length]).toEqual(["2021-01-01", "2021-01-11", 12]);
  expect(compared.items.map(({ index }) => [index[0], index.at(-2), index.at(-1)])).toEqual([
    ["1", "1", "1.1"],
    [null, "1", "1.1"],
    [null, null, null],
  ]);
  expect(compared.items[0]).toMatchObject({ name: "Mine", maxDrawdown: "0" });
  expect(compared.items[2]).toMatchObject({ maxDrawdown: null, volatility: null });
});
