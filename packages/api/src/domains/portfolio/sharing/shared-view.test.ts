import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { Holding, PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Performance } from "@cryptodesk/shared/portfolio/performance.contract";
import { SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharedView } from "./shared-view.ts";

type Figures = Parameters<typeof sharedView>[0];

// Amounts of many digits, which no ratio that was rounded to a few decimals holds.
const digits = fc.bigInt({ min: 10n ** 24n, max: 10n ** 30n });
const amount = digits.map((units) => fromScaled(units * 1_000_003n));
const maybe = fc.option(amount);
const ratio = fc.option(fc.bigInt({ min: -(10n ** 36n), max: 10n ** 37n }).map(fromScaled));
const percent = fc.option(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }).map(fromScaled));
const calculation = {
  state: "fresh",
  revision: 3,
  calculatedAt: "2026-01-01T00:00:00.000Z",
  progress: null,
  problem: null,
} as const;

const holding = fc.record({
  id: fc.uuid(),
  quantity: amount,
  costBasis: maybe,
  currentValue: maybe,
  unrealizedPnl: maybe,
  realizedPnl: amount,
  income: amount,
  price: amount,
  allocationPct: percent,
  pct: percent,
});

const figures: fc.Arbitrary<Figures> = fc
  .record({
    holdings: fc.array(holding, { maxLength: 8 }),
    total: maybe,
    gain: maybe,
    cost: amount,
    pct: percent,
    ratios: fc.tuple(ratio, ratio, ratio, ratio, ratio),
    rates: fc.array(
      ratio.filter((rate) => rate !== null),
      { maxLength: 3 },
    ),
    days: fc.array(fc.record({ value: maybe, inflow: maybe, index: ratio }), { maxLength: 10 }),
    description: fc.option(fc.constant("for friends")),
  })
  .map(({ holdings, total, gain, cost, pct, ratios, rates, days, description }) => ({
    description,
    summary: summaryOf({ total, gain, cost, pct }),
    holdings: {
      items: holdings.map(holdingOf),
      nextCursor: null,
      currency: "usd",
      calculation,
      pricedAt: calculation.calculatedAt,
    },
    performance: performanceOf({ total, gain, cost, ratios, rates, days }),
  }));

function summaryOf(is: {
  total: string | null;
  gain: string | null;
  cost: string;
  pct: string | null;
}): PortfolioSummary {
  return {
    portfolioId: "00000000-0000-7000-8000-000000000000",
    name: "Shown",
    currency: "usd",
    calculation,
    pricedAt: calculation.calculatedAt,
    totals: {
      currentValue: is.total,
      knownValue: is.total ?? "0",
      costBasisTotal: is.cost,
      knownCostBasis: is.cost,
      unrealizedPnl: is.gain,
      unrealizedPnlPct: is.pct,
      realizedPnl: is.cost,
      income: is.cost,
      fees: is.cost,
      change24h: is.gain,
      change24hPct: is.pct,
      unpriced: 0,
      unknownIncome: 0,
      unknownFees: 0,
      missing: 0,
    },
    transactionCount: 12,
    firstDay: "2020-01-01",
    simulated: true,
  };
}

function holdingOf(is: typeof holding extends fc.Arbitrary<infer T> ? T : never): Holding {
  const { id, allocationPct, pct, costBasis, currentValue, unrealizedPnl, realizedPnl, income, quantity } = is;
  return {
    asset: { id: `other:${id}`, symbol: "X", name: "X", kind: "other" },
    quantity,
    costBasis,
    costBasisTotal: costBasis,
    knownCostBasis: costBasis ?? "0",
    quantityWithoutCost: quantity,
    currentValue,
    unrealizedPnl,
    unrealizedPnlPct: pct,
    realizedPnl,
    quantityWithoutGain: quantity,
    income,
    fees: income,
    price: { price: is.price, source: "sandbox", at: calculation.calculatedAt },
    change24hPct: pct,
    allocationPct,
    wallets: [{ walletId: id, name: "Main", quantity }],
    missing: 0,
    lastUpdated: calculation.calculatedAt,
  };
}

function performanceOf(is: {
  total: string | null;
  gain: string | null;
  cost: string;
  ratios: (string | null)[];
  rates: (string | null)[];
  days: { value: string | null; inflow: string | null; index: string | null }[];
}): Performance {
  const [simple = null, timeWeighted = null, annualised = null, without = null, effect = null] = is.ratios;
  return {
    portfolioId: "00000000-0000-7000-8000-000000000000",
    currency: "usd",
    calculation,
    from: "2025-01-01",
    to: "2026-01-01",
    returns: {
      gain: is.gain,
      invested: is.cost,
      simple,
      timeWeighted,
      timeWeightedAnnualised: annualised,
      timeWeightedWithoutFees: without,
      currencyEffect: effect,
      moneyWeighted: {
        solution: "none",
        reason: `nothing was put in but ${is.cost}`,
        annualRates: is.rates.filter((rate): rate is string => rate !== null),
        period: simple,
        annualised,
      },
      days: 365,
    },
    unknownOn: null,
    unknownAssets: [],
    benchmark: null,
    maxDrawdown: null,
    series: is.days.map(({ value, inflow, index }) => ({
      day: "2025-06-01",
      value,
      netInflow: inflow,
      invested: is.cost,
      index,
      drawdown: index,
      benchmark: index,
    })),
    contributions: [],
    allocation: [],
    carriedPrices: [],
  };
}

/** Every decimal of amounts in what the owner sees. */
function amountsOf({ summary, holdings, performance }: Figures): string[] {
  const { currentValue, unrealizedPnl, costBasisTotal } = summary.totals;
  const ofHoldings = holdings.items.flatMap((one) => [
    one.quantity,
    one.currentValue,
    one.costBasis,
    one.realizedPnl,
    one.income,
    one.price?.price,
  ]);
  const ofDays = (performance?.series ?? []).flatMap(({ value, netInflow, invested }) => [value, netInflow, invested]);
  return [currentValue, unrealizedPnl, costBasisTotal, ...ofHoldings, ...ofDays].filter(
    (text) => typeof text === "string",
  );
}

/** The same portfolio of somebody who has so many times as much. */
function times(figures: Figures, factor: string): Figures {
  const amounts = new Set(amountsOf(figures));
  const scale = (text: string) => fromScaled(multiplyScaled(toScaled(text), toScaled(factor)));
  return JSON.parse(JSON.stringify(figures), (_, value: unknown) =>
    typeof value === "string" && amounts.has(value) ? scale(value) : value,
  ) as Figures;
}

describe("a portfolio whose owner hides amounts", () => {
  it("shows no decimal of any amount, nor its first digits", () => {
    fc.assert(
      fc.property(figures, (owned) => {
        const shown = JSON.stringify(sharedView(owned, true));
        const found = amountsOf(owned).filter(
          (text) => shown.includes(text.replace(".", "").slice(0, 9)) || shown.includes(text.slice(0, 9)),
        );
        expect(found).toEqual([]);
      }),
    );
  });

  it("looks the same however much of everything there is", () => {
    fc.assert(
      fc.property(figures, fc.constantFrom("2", "0.5", "1000", "0.001"), (owned, factor) => {
        expect(sharedView(times(owned, factor), true)).toEqual(sharedView(owned, true));
      }),
    );
  });

  it("shows ratios so short that amounts cannot be reckoned back from them", () => {
    fc.assert(
      fc.property(figures, (owned) => {
        const { holdings, returns, series, unrealizedPnlPct, change24hPct } = sharedView(owned, true);
        const percents = [
          unrealizedPnlPct,
          change24hPct,
          ...holdings.flatMap((one) => [one.allocationPct, one.change24hPct, one.unrealizedPnlPct]),
        ];
        const { simple, timeWeighted, timeWeightedAnnualised, timeWeightedWithoutFees, currencyEffect, moneyWeighted } =
          returns;
        const ratios = [simple, timeWeighted, timeWeightedAnnualised, timeWeightedWithoutFees, currencyEffect];
        const more = [
          ...moneyWeighted.annualRates,
          moneyWeighted.period,
          moneyWeighted.annualised,
          ...series.map(({ index }) => index),
        ];
        for (const text of percents) expect(text ?? "0").toMatch(/^-?\d+(\.\d{1,2})?$/);
        for (const text of [...ratios, ...more]) expect(text ?? "0").toMatch(/^-?\d+(\.\d{1,4})?$/);
      }),
    );
  });

  it("fits the contract, whatever is unknown", () => {
    fc.assert(
      fc.property(figures, fc.boolean(), (owned, hides) => {
        expect(() => SharedPortfolio.parse(sharedView(owned, hides))).not.toThrow();
      }),
    );
  });
});

describe("a portfolio whose owner shows amounts", () => {
  it("has them to the last decimal", () => {
    fc.assert(
      fc.property(figures, (owned) => {
        const shown = sharedView(owned, false);
        expect(shown.currentValue).toBe(owned.summary.totals.currentValue);
        expect(shown.holdings.map(({ quantity }) => quantity)).toEqual(
          owned.holdings.items.map(({ quantity }) => quantity),
        );
        expect(shown.series.map(({ value }) => value)).toEqual(owned.performance?.series.map(({ value }) => value));
      }),
    );
  });

  it("has nothing beside what the contract names", () => {
    fc.assert(
      fc.property(figures, (owned) => {
        const shown = JSON.stringify(sharedView(owned, false));
        for (const name of ["costBasis", "realizedPnl", "income", "wallet", "invested", "netInflow", "transaction"]) {
          expect(shown).not.toContain(`"${name}`);
        }
      }),
    );
  });
});
