import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { TransactionRecord, Valuation } from "../../calculation/portfolio-ledger.ts";
import { type ExplainContext, storedId } from "./explain-context.ts";
import { priceOf } from "./explain-price.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail } from "./figure-trail.ts";

const GIVEN = {
  name: "value of a transaction",
  expression: "amount said · exchange rate of the day",
  reference: "What was said with the transaction goes before any price of the market",
};
const MARKET = {
  name: "value at the market",
  expression: "units · closing price of the day",
  reference: "For transactions without a value, where the portfolio's rules say so",
};
const COST = {
  name: "cost of units that came in",
  expression: "value + fee, where the rules count fees as cost",
  reference: "Cost of acquisition: 26 CFR 1.1012-1(a); TCGA 1992, section 38(1)",
};

/** What a transaction was worth, or its fee, in the portfolio's currency. */
export function explainAmount(
  ctx: ExplainContext,
  figure: "transactionValue" | "transactionFee",
  transactionId: string,
): ExplainedFigure {
  const record = requireRecord(ctx, transactionId);
  const field = figure === "transactionValue" ? "value" : "fee";
  const head: FigureHead = {
    figure: `${field} of a transaction`,
    assetId: record.assetId,
    unit: "currency",
    formula: GIVEN,
  };
  const valuation = ctx.ledger.valuations.get(transactionId)?.find((each) => each.field === field);
  const trail = new FigureTrail();
  if (valuation === undefined) {
    const words = ctx.words(transactionId);
    return trail.unknown(
      head,
      `${words}: no ${field} was said, and none can be found. Edit the transaction to say it.`,
    );
  }
  if (valuation.from === "market" || valuation.given === null) return atMarket(ctx, { head, record, trail }, valuation);
  return asGiven(ctx, { head, record, trail }, { ...valuation, given: valuation.given });
}

interface Explaining {
  head: FigureHead;
  record: TransactionRecord;
  trail: FigureTrail;
}

function asGiven(
  ctx: ExplainContext,
  { head, record, trail }: Explaining,
  { field, given, rate, amount }: Valuation & { given: NonNullable<Valuation["given"]> },
): ExplainedFigure {
  const code = given.currency.toUpperCase();
  const event = (name: string) => ({ kind: "event" as const, id: record.id, field: name });
  const detail = `${ctx.words(record.id)}, as it was said`;
  const [price, quantity] = field === "value" && record.value === null ? [record.price, record.quantity] : [null, null];
  const isPriced = price !== null && quantity !== null && product(price, quantity) === given.amount;
  const said = isPriced
    ? trail.step(`value in ${code}`, "product", [
        trail.input(`price in ${code}`, price, event("price"), { detail }),
        trail.input("quantity", quantity, event("quantity"), { detail }),
      ])
    : trail.input(`amount in ${code}`, given.amount, event(field), { detail });
  if (amount === null) return trail.unknown(head, `No exchange rate of ${code} on ${record.at.slice(0, 10)} is known.`);
  if (rate === null) trail.step(field, "sum", [said]);
  else {
    const source = { kind: "price" as const, id: `${rate.source} ${rate.at}`, field: `rate of ${code}` };
    const name = `exchange rate of ${code}`;
    trail.step(field, "product", [
      said,
      trail.input(name, rate.price, source, { detail: `By ${rate.source}, ${rate.at}` }),
    ]);
  }
  return trail.known(head, amount);
}

function atMarket(ctx: ExplainContext, { head, record, trail }: Explaining, valuation: Valuation): ExplainedFigure {
  const { field, amount, price, units } = valuation;
  const formula = MARKET;
  const [assetId, quantity] = [units?.assetId ?? record.assetId, units?.quantity ?? record.quantity];
  const day = record.at.slice(0, 10);
  if (amount === null || price === null || assetId === null || quantity === null) {
    const said = `${ctx.words(record.id)}: its ${field} was not said`;
    const symbol = assetId === null ? "what it moved" : ctx.symbol(assetId);
    return trail.unknown({ ...head, formula }, `${said}, and no price of ${symbol} on ${day} is known or wanted.`);
  }
  const count = trail.input(
    "units",
    quantity,
    { kind: "event", id: record.id, field: "quantity" },
    { detail: ctx.words(record.id) },
  );
  const isSame = priceOf(ctx, assetId, day)?.price === price.price;
  const opens: FigureRef | null = isSame ? { figure: "price", assetId, day } : null;
  const source = { kind: "price" as const, id: `${price.source} ${price.at}`, field: assetId };
  const name = `closing price of ${ctx.symbol(assetId)}`;
  const each = trail.input(name, price.price, source, { detail: `By ${price.source}, ${price.at}`, opens });
  trail.step(field, "product", [count, each]);
  return trail.known({ ...head, formula }, amount);
}

/** What units that came in with a transaction cost, with what of its fee counts as cost. */
export function explainCost(ctx: ExplainContext, assetId: string, transactionId: string): ExplainedFigure {
  const record = requireRecord(ctx, transactionId);
  const symbol = ctx.symbol(assetId);
  const head = { figure: `cost of ${symbol} that came in`, assetId, unit: "currency" as const, formula: COST };
  const found = ctx.events(assetId).find(({ event }) => event.kind === "acquisition" && event.id === transactionId);
  const trail = new FigureTrail();
  if (found === undefined || found.event.kind !== "acquisition") {
    throw invalidInput("/transactionId", `brought no ${symbol} for a price`);
  }
  const cost = found.event.cost;
  if (cost === null)
    return trail.unknown(head, `${ctx.words(record.id)}: its value or fee is unknown. Edit the transaction to say it.`);
  const detail = ctx.words(record.id);
  const event = (field: string) => ({ kind: "event" as const, id: record.id, field });
  const parts = costParts(ctx, transactionId);
  if (parts === null || parts.reduce((sum, { amount }) => sum + toScaled(amount), 0n) !== cost) {
    trail.step("cost in all", "sum", [
      trail.input("cost with fee", fromScaled(cost), event("cost, with its fee if set"), { detail }),
    ]);
  } else {
    const names = parts.map((part) => costInput(trail, part, { event, detail }));
    trail.step("cost in all", "sum", names);
  }
  return trail.known(head, fromScaled(cost));
}

interface CostPart {
  field: string;
  amount: string;
  opens: FigureRef | null;
  /** Of a cost that was said in another currency: the exchange rate that it was converted by. */
  exchanged?: Pick<Valuation, "given" | "rate"> | undefined;
}

function costInput(
  trail: FigureTrail,
  { field, amount, opens, exchanged }: CostPart,
  { event, detail }: { event: (field: string) => { kind: "event"; id: string; field: string }; detail: string },
): string {
  if (exchanged?.given == null || exchanged.rate === null)
    return trail.input(field, amount, event(field), { detail, opens });
  const { given, rate } = exchanged;
  const code = given.currency.toUpperCase();
  const said = trail.input(`${field} in ${code}`, given.amount, event(field), { detail: `${detail}, as it was said` });
  const source = { kind: "price" as const, id: `${rate.source} ${rate.at}`, field: `rate of ${code}` };
  const note = { detail: `By ${rate.source}, ${rate.at}` };
  return trail.step(field, "product", [said, trail.input(`exchange rate of ${code}`, rate.price, source, note)]);
}

/** Value or said cost of a transaction, and its fee where that is part of the cost; null where something is unknown. */
function costParts(ctx: ExplainContext, transactionId: string): CostPart[] | null {
  const transaction = ctx.transaction(transactionId);
  if (transaction === undefined) return null;
  const isSaid = "cost" in transaction;
  const amount = isSaid ? transaction.cost : "value" in transaction ? transaction.value : null;
  if (amount === null) return null;
  const said = ctx.ledger.valuations.get(transactionId)?.find(({ field }) => field === "cost");
  const value: CostPart = isSaid
    ? { field: "cost", amount, opens: null, exchanged: said?.amount === amount ? said : undefined }
    : { field: "value", amount, opens: opened(ctx, "transactionValue", transactionId, amount) };
  const fee = transaction.type === "swap" ? null : feeOf(ctx, transactionId);
  return fee === null ? [value] : [value, fee];
}

/** The fee of a transaction where it counts in cost or proceeds; null where there is none, or it is unknown. */
export function feeOf(ctx: ExplainContext, transactionId: string): CostPart | null {
  const fee = ctx.transaction(transactionId)?.fee;
  if (fee === undefined || !ctx.ledger.settings.feesInCost) return null;
  const amount = "amount" in fee ? fee.amount : fee.value;
  if (amount === null || amount === "0") return null;
  return { field: "fee", amount, opens: opened(ctx, "transactionFee", transactionId, amount) };
}

/** A reference to an amount of a transaction, where its explanation gives that amount. */
export function opened(
  ctx: ExplainContext,
  figure: "transactionValue" | "transactionFee",
  transactionId: string,
  amount: string,
): FigureRef | null {
  const field = figure === "transactionValue" ? "value" : "fee";
  const valuation = ctx.ledger.valuations.get(transactionId)?.find((each) => each.field === field);
  return valuation?.amount === amount ? { figure, transactionId } : null;
}

function requireRecord({ ledger }: ExplainContext, transactionId: string): TransactionRecord {
  const record = ledger.records.get(storedId(transactionId));
  if (record === undefined) throw invalidInput("/transactionId", "is no transaction of this portfolio");
  return record;
}

function product(left: string, right: string): string {
  return fromScaled(multiplyScaled(toScaled(left), toScaled(right)));
}
