import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { AssetStanding } from "@cryptodesk/quant/ledger/asset-replay";
import type { PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { PricedAsset } from "./live-pricing.ts";
import type { StoredFigures } from "./stored-figures.ts";

/** A holding at the prices of this moment: scaled amounts, null where a price is unknown. */
export interface ValuedHolding {
  standing: AssetStanding;
  priced: PricedAsset | undefined;
  value: bigint | null;
  valueADayAgo: bigint | null;
}

// Of percentages so many decimals are kept; amounts are exact.
const PERCENT_DECIMALS = 8;
const HUNDRED = toScaled("100");
const ROUNDING = 10n ** BigInt(36 - PERCENT_DECIMALS);

/** What everything held is worth. */
export function valueHoldings(
  holdings: readonly AssetStanding[],
  prices: ReadonlyMap<string, PricedAsset>,
): ValuedHolding[] {
  return holdings.map((standing) => {
    const quantity = toScaled(standing.quantity);
    const priced = prices.get(standing.assetId);
    return {
      standing,
      priced,
      value: worth(quantity, priced?.price?.price ?? null),
      valueADayAgo: worth(quantity, priced?.priceADayAgo ?? null),
    };
  });
}

/** The sums of a portfolio: what the last calculation found, at the prices of this moment. */
export function portfolioTotals(figures: StoredFigures, holdings: readonly ValuedHolding[]): PortfolioTotals {
  const known = sum(holdings.map(({ value }) => value ?? 0n));
  const unpriced = holdings.filter(({ value }) => value === null).length;
  const value = unpriced === 0 ? known : null;
  const standings = holdings.map(({ standing }) => standing);
  const isCosted = standings.every(({ costBasis }) => costBasis !== null);
  const cost = sum(standings.map(({ knownCostBasis }) => toScaled(knownCostBasis)));
  const pnl = value === null || !isCosted ? null : value - cost;
  const before = holdings.every(({ valueADayAgo }) => valueADayAgo !== null)
    ? sum(holdings.map(({ valueADayAgo }) => valueADayAgo ?? 0n))
    : null;
  const change = value === null || before === null ? null : value - before;
  return {
    currentValue: text(value),
    knownValue: fromScaled(known),
    costBasisTotal: isCosted ? fromScaled(cost) : null,
    knownCostBasis: fromScaled(cost),
    unrealizedPnl: text(pnl),
    unrealizedPnlPct: percentOf(pnl, cost),
    realizedPnl: fromScaled(sum(standings.map(({ realisedGain }) => toScaled(realisedGain)))),
    income: fromScaled(sum(standings.map(({ income }) => toScaled(income.value)))),
    fees: fromScaled(
      sum([figures.otherFees, ...standings.map(({ fees }) => fees)].map((each) => toScaled(each.value))),
    ),
    change24h: text(change),
    change24hPct: before === null ? null : percentOf(change, before),
    unpriced,
    unknownIncome: standings.reduce((count, { income }) => count + income.unknown, 0),
    unknownFees: standings.reduce((count, { fees }) => count + fees.unknown, figures.otherFees.unknown),
    missing: standings.reduce((count, { missing }) => count + missing, 0),
  };
}

/** What is known of a portfolio that was never calculated: nothing. */
export const NO_TOTALS: PortfolioTotals = {
  currentValue: null,
  knownValue: "0",
  costBasisTotal: null,
  knownCostBasis: "0",
  unrealizedPnl: null,
  unrealizedPnlPct: null,
  realizedPnl: "0",
  income: "0",
  fees: "0",
  change24h: null,
  change24hPct: null,
  unpriced: 0,
  unknownIncome: 0,
  unknownFees: 0,
  missing: 0,
};

/** A part of a whole in percent, rounded to 8 decimals; null where one of them is unknown, or the whole is nothing. */
export function percentOf(part: bigint | null, whole: bigint | null): string | null {
  if (part === null || whole === null || whole <= 0n) return null;
  const percent = divideScaled(multiplyScaled(part, HUNDRED), whole);
  const half = percent < 0n ? -ROUNDING / 2n : ROUNDING / 2n;
  return fromScaled(((percent + half) / ROUNDING) * ROUNDING);
}

function worth(quantity: bigint, price: string | null): bigint | null {
  if (quantity === 0n) return 0n;
  return price === null ? null : multiplyScaled(quantity, toScaled(price));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function text(amount: bigint | null): string | null {
  return amount === null ? null : fromScaled(amount);
}
