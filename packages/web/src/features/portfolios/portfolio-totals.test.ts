import type { PortfolioListItem, PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { expect, it } from "vitest";
import { sumByCurrency } from "./portfolio-totals.ts";

const totals = (part: Partial<PortfolioTotals>): PortfolioTotals => ({
  currentValue: "0",
  knownValue: "0",
  costBasisTotal: "0",
  knownCostBasis: "0",
  unrealizedPnl: "0",
  unrealizedPnlPct: null,
  realizedPnl: "0",
  income: "0",
  fees: "0",
  change24h: "0",
  change24hPct: null,
  unpriced: 0,
  unknownIncome: 0,
  unknownFees: 0,
  missing: 0,
  ...part,
});

const item = (currency: string, sums: Partial<PortfolioTotals> | null, isActive = true): PortfolioListItem => ({
  portfolio: {
    id: "019ab000-0000-7000-8000-000000000000",
    name: "Savings",
    description: null,
    currency,
    isActive,
    isPublic: false,
    isDemo: false,
    rules: DEFAULT_RULES,
    benchmark: null,
    transactionCount: 1,
    walletCount: 1,
    version: 1,
    revision: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    deletedAt: null,
  },
  totals: sums === null ? null : totals(sums),
  calculation: { state: "fresh", revision: 1, calculatedAt: "2026-01-01T00:00:00.000Z", progress: null, problem: null },
});

it("adds up portfolios of one currency to the last decimal and leaves out those put aside", () => {
  const sums = sumByCurrency([
    item("eur", { currentValue: "0.1", unrealizedPnl: "-1.000000000000000001" }),
    item("eur", { currentValue: "0.2", unrealizedPnl: "0.5" }),
    item("eur", { currentValue: "100" }, false),
  ]);
  expect(sums).toEqual([
    { currency: "eur", portfolios: 2, currentValue: "0.3", unrealizedPnl: "-0.500000000000000001", change24h: "0" },
  ]);
});

it("says nothing of a sum one part of which is unknown, and nothing of a currency with one portfolio", () => {
  const sums = sumByCurrency([
    item("usd", { currentValue: "1" }),
    item("usd", { currentValue: null }),
    item("usd", { change24h: null }),
    item("chf", { currentValue: "5" }),
  ]);
  expect(sums).toEqual([{ currency: "usd", portfolios: 3, currentValue: null, unrealizedPnl: "0", change24h: null }]);
  expect(sumByCurrency([item("usd", null), item("usd", { currentValue: "2" })])[0]?.currentValue).toBeNull();
});
