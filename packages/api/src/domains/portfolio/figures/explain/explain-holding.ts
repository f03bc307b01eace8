import { toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { AssetHolding } from "@cryptodesk/quant/ledger/ledger-statement";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { type ExplainContext, listed } from "./explain-context.ts";
import { priceOf } from "./explain-price.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail, fromDerivation } from "./figure-trail.ts";
import { noteInput } from "./note-input.ts";

const NONE = { name: "", expression: "", reference: "" };
const VALUE = {
  name: "value of a holding",
  expression: "quantity · price",
  reference: "What all units would bring at the price, without fee",
};
const VALUES = {
  name: "value",
  expression: "Σ value of the assets",
  reference: "A portfolio is the sum of its assets",
};
const PARTS = {
  name: "sum over the assets",
  expression: "Σ of the assets",
  reference: "A portfolio is the sum of its assets",
};
const UNREALISED = {
  name: "unrealised gain",
  expression: "quantity · price - cost basis",
  reference: "What a sale at the price, without fee, would gain",
};

type Summed = "currentValue" | "costBasisTotal" | "unrealizedPnl" | "realizedPnl";

/** Units held now, or at the end of a day. */
export function explainQuantity(ctx: ExplainContext, assetId: string, day?: string): ExplainedFigure {
  const symbol = ctx.symbol(assetId);
  const when = day === undefined ? "held" : `held on ${day}`;
  const head = { figure: `quantity of ${symbol} ${when}`, assetId, unit: "units" as const, formula: NONE };
  ctx.holding(assetId);
  const { explainer, statement } = day === undefined ? ctx : ctx.asOf(day, assetId);
  if (!statement.holdings.some((each) => each.assetId === assetId)) {
    const trail = new FigureTrail();
    trail.step("quantity", "sum", []);
    const formula = { name: "quantity held", expression: "nothing had come in", reference: "Units are conserved" };
    return trail.known({ ...head, formula }, "0");
  }
  return fromDerivation(head, explainer.quantity(assetId), (input) => noteInput(ctx, assetId, input));
}

/** What a holding is worth at the price of this moment. */
export function explainValue(ctx: ExplainContext, assetId: string): ExplainedFigure {
  const { quantity } = ctx.holding(assetId);
  const head = { figure: `value of ${ctx.symbol(assetId)}`, assetId, unit: "currency" as const, formula: VALUE };
  const trail = new FigureTrail();
  const value = valueStep(ctx, trail, { assetId, quantity });
  if (value === null) return trail.unknown(head, noPrice(ctx, assetId));
  return trail.known(head, trail.valueOf(value));
}

/** Quantity times price; null where there is no price. */
function valueStep(
  ctx: ExplainContext,
  trail: FigureTrail,
  { assetId, quantity }: Pick<AssetHolding, "assetId" | "quantity">,
) {
  const figure = { kind: "figure" as const, id: assetId, field: "quantity" };
  const opens: FigureRef = { figure: "quantity", assetId };
  const units = trail.input("quantity", quantity, figure, { detail: `Units of ${ctx.symbol(assetId)} held`, opens });
  // What is not held has no price to wait for.
  if (quantity === "0") return trail.step("value", "sum", [units]);
  const price = priceOf(ctx, assetId);
  if (price === null) return null;
  const { source, at } = price;
  const note = { detail: `By ${source}, ${at}`, opens: { figure: "price" as const, assetId } };
  const each = trail.input("price", price.price, { kind: "price", id: `${source} ${at}`, field: assetId }, note);
  return trail.step("value", "product", [units, each]);
}

/** What the open units cost. */
export function explainCostBasis(ctx: ExplainContext, assetId: string): ExplainedFigure {
  const head = { figure: `cost basis of ${ctx.symbol(assetId)}`, assetId, unit: "currency" as const, formula: NONE };
  const derivation = ctx.explainer.costBasis(assetId);
  if (derivation !== null) return fromDerivation(head, derivation, (input) => noteInput(ctx, assetId, input));
  const formula = {
    name: "cost basis",
    expression: "Σ cost of the open lots",
    reference: "Unknown while that of any lot is",
  };
  return new FigureTrail().unknown({ ...head, formula }, noCost(ctx, assetId));
}

/** What a sale at the price of this moment would gain. */
export function explainUnrealised(ctx: ExplainContext, assetId: string): ExplainedFigure {
  const { costBasis, quantity } = ctx.holding(assetId);
  const head = {
    figure: `unrealised gain of ${ctx.symbol(assetId)}`,
    assetId,
    unit: "currency" as const,
    formula: UNREALISED,
  };
  const trail = new FigureTrail();
  const value = valueStep(ctx, trail, { assetId, quantity });
  if (value === null) return trail.unknown(head, noPrice(ctx, assetId));
  if (costBasis === null) return trail.unknown(head, noCost(ctx, assetId));
  const source = { kind: "figure" as const, id: assetId, field: "cost basis" };
  const note = { detail: "What the open units cost", opens: { figure: "costBasisTotal" as const, assetId } };
  const gain = trail.step("unrealised gain", "difference", [value, trail.input("cost basis", costBasis, source, note)]);
  return trail.known(head, trail.valueOf(gain));
}

/** All known gains of an asset. */
export function explainRealised(ctx: ExplainContext, assetId: string): ExplainedFigure {
  ctx.holding(assetId);
  const head = { figure: `realised gain of ${ctx.symbol(assetId)}`, assetId, unit: "currency" as const, formula: NONE };
  return fromDerivation(head, ctx.explainer.realisedGain(assetId), (input) => noteInput(ctx, assetId, input));
}

/** All known income or fees, of an asset or of the portfolio. */
export function explainEntries(ctx: ExplainContext, of: "income" | "fees", assetId?: string): ExplainedFigure {
  if (assetId !== undefined) ctx.holding(assetId);
  const whose = assetId === undefined ? "the portfolio" : ctx.symbol(assetId);
  const head = { figure: `${of} of ${whose}`, assetId: assetId ?? null, unit: "currency" as const, formula: NONE };
  const derivation = of === "income" ? ctx.explainer.income(assetId) : ctx.explainer.fees(assetId);
  return fromDerivation(head, derivation, (input) => noteInput(ctx, assetId ?? null, input));
}

const EXPLAINED: Record<Summed, (ctx: ExplainContext, assetId: string) => ExplainedFigure> = {
  currentValue: explainValue,
  costBasisTotal: explainCostBasis,
  unrealizedPnl: explainUnrealised,
  realizedPnl: explainRealised,
};

const WORDS: Record<Summed, string> = {
  currentValue: "value",
  costBasisTotal: "cost basis",
  unrealizedPnl: "unrealised gain",
  realizedPnl: "realised gain",
};

/** A figure of the portfolio as the sum over its assets; unknown where that of an asset is. */
export function explainSum(ctx: ExplainContext, figure: Summed): ExplainedFigure {
  const formula = figure === "currentValue" ? VALUES : { ...PARTS, name: WORDS[figure] };
  const head: FigureHead = { figure: `${WORDS[figure]} of the portfolio`, assetId: null, unit: "currency", formula };
  const trail = new FigureTrail();
  const missing: string[] = [];
  const parts: string[] = [];
  for (const { assetId, quantity } of ctx.statement.holdings) {
    const value = partOf(ctx, figure, assetId);
    // What was never held long enough to be worth, cost or gain anything is no part of the sum.
    if (value === "0" && quantity === "0") continue;
    if (value === null) missing.push(assetId);
    else {
      const symbol = ctx.symbol(assetId);
      const source = { kind: "figure" as const, id: assetId, field: WORDS[figure] };
      const note = { detail: `${WORDS[figure]} of ${symbol}`, opens: { figure, assetId } };
      parts.push(trail.input(`${WORDS[figure]} of ${assetId}`, value, source, note));
    }
  }
  trail.step(WORDS[figure], "sum", parts);
  if (missing.length === 0) return trail.known(head, trail.valueOf(WORDS[figure]));
  return trail.unknown(
    head,
    listed(
      missing.map((assetId) => EXPLAINED[figure](ctx, assetId).unknown ?? assetId),
      3,
    ),
  );
}

/** The figure of an asset, without its explanation where it is written in the statement. */
function partOf(ctx: ExplainContext, figure: Summed, assetId: string): string | null {
  const { costBasis, realisedGain } = ctx.holding(assetId);
  if (figure === "costBasisTotal") return costBasis;
  return figure === "realizedPnl" ? realisedGain : EXPLAINED[figure](ctx, assetId).value;
}

function noPrice(ctx: ExplainContext, assetId: string): string {
  return `No price of ${ctx.symbol(assetId)} is known.`;
}

/** The first of what is missing for a cost to be known. */
function noCost(ctx: ExplainContext, assetId: string): string {
  const { books, quantityWithoutCost } = ctx.holding(assetId);
  const symbol = ctx.symbol(assetId);
  const missing = books.flatMap(({ lots }) => lots.missing).filter(({ reason }) => reason !== "unknown-proceeds");
  const [first] = missing.sort((left, right) => (left.at < right.at ? -1 : 1));
  const units = toScaled(quantityWithoutCost) === 0n ? "units" : quantityWithoutCost;
  const since = first === undefined ? "" : ` (${ctx.words(first.eventId)})`;
  return `What ${units} ${symbol} cost is unknown${since}.`;
}

/** @throws DomainError INVALID_INPUT where something is not given that a figure needs */
export function needed<T>(value: T | undefined, field: string, figure: string): T {
  if (value === undefined) throw invalidInput(`/${field}`, `is needed to explain a ${figure}`);
  return value;
}
