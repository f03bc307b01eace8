import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { LedgerDays } from "../measured-days.ts";
import { type ExplainContext, listed } from "./explain-context.ts";
import { priceOf } from "./explain-price.ts";
import { type ExplainedFigure, FigureTrail } from "./figure-trail.ts";

const OF_ASSET = {
  name: "value at the end of a day",
  expression: "units at the end of the day · closing price",
  reference: "For a missing price one of the days before stands in, and says so",
};
const OF_PORTFOLIO = {
  name: "value at the end of a day",
  expression: "Σ value of the assets",
  reference: "A portfolio is the sum of its assets",
};

/**
 * What the portfolio, or one asset of it, was worth at the end of a day.
 * @throws DomainError INVALID_INPUT for a day before the first transaction or after today
 */
export function explainDay(ctx: ExplainContext, days: LedgerDays, day: string, assetId?: string): ExplainedFigure {
  const at = days.portfolio().findIndex((each) => each.day === day);
  if (at < 0) throw invalidInput("/day", "must lie between the first transaction and today");
  return assetId === undefined ? ofPortfolio(ctx, days, { day, at }) : ofAsset(ctx, days, { day, at, assetId });
}

function ofPortfolio(ctx: ExplainContext, days: LedgerDays, { day, at }: { day: string; at: number }): ExplainedFigure {
  const head = { figure: `value on ${day}`, assetId: null, unit: "currency" as const, formula: OF_PORTFOLIO };
  const trail = new FigureTrail();
  const missing: string[] = [];
  const parts = ctx.ledger.replay().assets.flatMap(({ assetId }) => {
    const value = days.assetAt(assetId, at)?.value ?? null;
    if (value === "0") return [];
    if (value === null) {
      missing.push(ctx.symbol(assetId));
      return [];
    }
    const opens: FigureRef = { figure: "dayValue", assetId, day };
    const source = { kind: "day" as const, id: day, field: `value of ${assetId}` };
    return [
      trail.input(`value of ${assetId}`, value, source, {
        detail: `${ctx.symbol(assetId)} at the end of ${day}`,
        opens,
      }),
    ];
  });
  trail.step("value", "sum", parts);
  if (missing.length > 0) return trail.unknown(head, `No price of ${listed(missing)} on ${day} is known.`);
  return trail.known(head, days.portfolio()[at]?.value ?? "0");
}

function ofAsset(
  ctx: ExplainContext,
  days: LedgerDays,
  { day, at, assetId }: { day: string; at: number; assetId: string },
): ExplainedFigure {
  ctx.holding(assetId);
  const symbol = ctx.symbol(assetId);
  const head = { figure: `value of ${symbol} on ${day}`, assetId, unit: "currency" as const, formula: OF_ASSET };
  const quantity = days.daily.quantityAt(assetId, at);
  const trail = new FigureTrail();
  const source = { kind: "figure" as const, id: `${assetId} ${day}`, field: "quantity" };
  const opens: FigureRef = { figure: "quantity", assetId, day };
  const units = trail.input("quantity", quantity, source, { detail: `Units held at the end of ${day}`, opens });
  if (quantity === "0") {
    trail.step("value", "sum", [units]);
    return trail.known(head, "0");
  }
  const price = priceOf(ctx, assetId, day);
  if (price === null) return trail.unknown(head, `No price of ${symbol} on ${day} is known.`);
  const carried = price.day === day ? "" : `, of ${price.day}`;
  const from = { kind: "price" as const, id: `${price.source} ${price.at}`, field: assetId };
  const note = { detail: `By ${price.source}${carried}`, opens: { figure: "price" as const, assetId, day } };
  trail.step("value", "product", [units, trail.input("closing price", price.price, from, note)]);
  return trail.known(head, fromScaled(multiplyScaled(toScaled(quantity), toScaled(price.price))));
}
