import { divideScaled, fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { Holding, HoldingList, ListHoldingsInput } from "@cryptodesk/shared/portfolio/holding.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { CalculationRepository } from "../calculation/calculation.repository.ts";
import { assetRef } from "../calculation/named-assets.ts";
import { percentOf, type ValuedHolding, valueHoldings } from "../calculation/portfolio-totals.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { currentFigures } from "./current-figures.ts";

/**
 * What is held, by value, at the prices of this moment.
 * @throws DomainError NOT_FOUND
 */
export async function listHoldings(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  input: ListHoldingsInput,
): Promise<HoldingList> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolio, figures, calculation } = await currentFigures(ctx, runtime, accountId, input);
  const stored = figures?.figures ?? null;
  const shown = (stored?.holdings ?? []).filter(({ quantity }) => input.closed || quantity !== "0");
  const currency = stored?.currency ?? portfolio.currency;
  const [prices, wallets] = await Promise.all([
    runtime.pricing.of(
      ctx,
      accountId,
      currency,
      shown.map(({ assetId }) => assetId),
    ),
    new CalculationRepository(ctx.db, accountId).wallets(portfolio.id),
  ]);
  const valued = valueHoldings(shown, prices).sort(byValue);
  const total = valued.reduce((sum, { value }) => sum + (value ?? 0n), 0n);
  const calculatedAt = calculation.calculatedAt ?? ctx.clock().toISOString();
  return {
    items: valued.map((each) => toHolding(each, total, wallets, calculatedAt)),
    nextCursor: null,
    currency,
    calculation,
    pricedAt: ctx.clock().toISOString(),
  };
}

function toHolding(
  { standing, priced, value, valueADayAgo }: ValuedHolding,
  total: bigint,
  wallets: ReadonlyMap<string, string>,
  calculatedAt: string,
): Holding {
  const { quantity, costBasis } = standing;
  const units = toScaled(quantity);
  const cost = costBasis === null ? null : toScaled(costBasis);
  const pnl = value === null || cost === null ? null : value - cost;
  const change = value === null || valueADayAgo === null ? null : value - valueADayAgo;
  return {
    asset: priced?.asset ?? assetRef(standing.assetId, undefined),
    quantity,
    costBasis: cost === null || units <= 0n ? null : fromScaled(divideScaled(cost, units)),
    costBasisTotal: costBasis,
    knownCostBasis: standing.knownCostBasis,
    quantityWithoutCost: standing.quantityWithoutCost,
    currentValue: value === null ? null : fromScaled(value),
    unrealizedPnl: pnl === null ? null : fromScaled(pnl),
    unrealizedPnlPct: percentOf(pnl, cost),
    realizedPnl: standing.realisedGain,
    quantityWithoutGain: standing.quantityWithoutGain,
    income: standing.income.value,
    fees: standing.fees.value,
    price: priced?.price ?? null,
    change24hPct: percentOf(change, valueADayAgo),
    allocationPct: percentOf(value, total),
    wallets: standing.accounts.flatMap(({ accountId: walletId, quantity: held }) =>
      held === "0" ? [] : [{ walletId, name: wallets.get(walletId) ?? "", quantity: held }],
    ),
    missing: standing.missing,
    lastUpdated: priced?.price?.at ?? calculatedAt,
  };
}

/** Largest first, those without a price last. */
function byValue(left: ValuedHolding, right: ValuedHolding): number {
  if (left.value === null || right.value === null) return Number(left.value === null) - Number(right.value === null);
  if (left.value !== right.value) return left.value > right.value ? -1 : 1;
  return left.standing.assetId < right.standing.assetId ? -1 : 1;
}
