import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { DecimalString } from "@cryptodesk/shared/money/decimal";
import type { PortfolioListItem, PortfolioTotals } from "@cryptodesk/shared/portfolio/portfolio.contract";

/** What several portfolios of one currency come to. Null: that of one of them is unknown. */
export interface CurrencySum {
  currency: string;
  portfolios: number;
  currentValue: DecimalString | null;
  unrealizedPnl: DecimalString | null;
  change24h: DecimalString | null;
}

/** Exact sums over the portfolios that are not put aside, for each currency that at least two of them are kept in. */
export function sumByCurrency(items: readonly PortfolioListItem[]): CurrencySum[] {
  const active = items.filter(({ portfolio }) => portfolio.isActive);
  const groups = Map.groupBy(active, ({ portfolio }) => portfolio.currency);
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([currency, group]) => ({
      currency,
      portfolios: group.length,
      currentValue: sumOf(group, "currentValue"),
      unrealizedPnl: sumOf(group, "unrealizedPnl"),
      change24h: sumOf(group, "change24h"),
    }));
}

function sumOf(
  items: readonly PortfolioListItem[],
  figure: keyof Pick<PortfolioTotals, "currentValue" | "unrealizedPnl" | "change24h">,
): DecimalString | null {
  let sum = 0n;
  for (const { totals } of items) {
    const amount = totals?.[figure] ?? null;
    if (amount === null) return null;
    sum += toScaled(amount);
  }
  return fromScaled(sum);
}
