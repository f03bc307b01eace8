import { roundDecimal } from "@cryptodesk/quant/decimals/round-decimal";
import type { Holding } from "@cryptodesk/shared/portfolio/holding.contract";
import type { PerformanceDay, Returns } from "@cryptodesk/shared/portfolio/performance.contract";
import type { SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import type { OwnersFigures } from "./owners-figures.ts";

// Ratios of 36 decimals between holdings of known price give away how many units there are of each; these do not.
const PERCENT_DECIMALS = 2;
const RATIO_DECIMALS = 4;

const UNKNOWN_RETURNS: Returns = {
  gain: null,
  invested: null,
  simple: null,
  timeWeighted: null,
  timeWeightedAnnualised: null,
  timeWeightedWithoutFees: null,
  currencyEffect: null,
  moneyWeighted: { solution: "unknown", reason: null, annualRates: [], period: null, annualised: null },
  days: 0,
};

/**
 * What of the owner's figures somebody with a link sees. Where amounts are hidden nothing depends on how large they are:
 * every figure is a ratio, rounded so far that amounts cannot be reckoned back from several of them.
 */
export function sharedView(
  { summary, holdings, performance, description }: OwnersFigures & { description: string | null },
  hidesAmounts: boolean,
): SharedPortfolio {
  const amount = (text: string | null) => (hidesAmounts ? null : text);
  const percent = (text: string | null) => (hidesAmounts ? rounded(text, PERCENT_DECIMALS) : text);
  const ratio = (text: string | null) => (hidesAmounts ? rounded(text, RATIO_DECIMALS) : text);
  const { totals } = summary;
  return {
    name: summary.name,
    description,
    currency: summary.currency,
    hidesAmounts,
    currentValue: amount(totals.currentValue),
    unrealizedPnl: amount(totals.unrealizedPnl),
    unrealizedPnlPct: percent(totals.unrealizedPnlPct),
    change24hPct: percent(totals.change24hPct),
    returns: returnsOf(performance?.returns ?? UNKNOWN_RETURNS, ratio),
    holdings: inOrder(holdings.items, hidesAmounts).map((holding) => ({
      asset: holding.asset,
      allocationPct: percent(holding.allocationPct),
      change24hPct: percent(holding.change24hPct),
      unrealizedPnlPct: percent(holding.unrealizedPnlPct),
      quantity: amount(holding.quantity),
      currentValue: amount(holding.currentValue),
    })),
    series: (performance?.series ?? []).map(({ day, index, value }: PerformanceDay) => ({
      day,
      index: ratio(index),
      value: amount(value),
    })),
    calculatedAt: summary.calculation.calculatedAt,
    simulated: summary.simulated,
  };
}

function returnsOf(returns: Returns, ratio: (text: string | null) => string | null): SharedPortfolio["returns"] {
  const { solution, annualRates, period, annualised } = returns.moneyWeighted;
  return {
    simple: ratio(returns.simple),
    timeWeighted: ratio(returns.timeWeighted),
    timeWeightedAnnualised: ratio(returns.timeWeightedAnnualised),
    timeWeightedWithoutFees: ratio(returns.timeWeightedWithoutFees),
    currencyEffect: ratio(returns.currencyEffect),
    moneyWeighted: {
      solution,
      // Its words may hold amounts.
      reason: null,
      annualRates: annualRates.map((rate) => ratio(rate) ?? rate),
      period: ratio(period),
      annualised: ratio(annualised),
    },
    days: returns.days,
  };
}

/** Those without a price have no share, so that only their order would tell of their amounts: it becomes that of their ids. */
function inOrder(items: readonly Holding[], hidesAmounts: boolean): Holding[] {
  if (!hidesAmounts) return [...items];
  const priced = items.filter(({ allocationPct }) => allocationPct !== null);
  const others = items.filter(({ allocationPct }) => allocationPct === null);
  return [...priced, ...others.toSorted((left, right) => (left.asset.id < right.asset.id ? -1 : 1))];
}

function rounded(text: string | null, decimals: number): string | null {
  return text === null ? null : roundDecimal(text, decimals);
}
