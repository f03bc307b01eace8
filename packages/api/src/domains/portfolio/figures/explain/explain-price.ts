import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { PriceParts } from "../../calculation/portfolio-ledger.ts";
import { PriceOnDay } from "../price-on-day.ts";
import type { ExplainContext } from "./explain-context.ts";
import { type ExplainedFigure, FigureTrail } from "./figure-trail.ts";

const PLAIN = {
  name: "price",
  expression: "as its source says it",
  reference: "The latest price, or the closing price of a day",
};
const PRODUCT = {
  name: "price in another currency",
  expression: "price in US dollars · units of the currency for one US dollar",
  reference: "Prices of coins are kept in US dollars, rates by day",
};
const QUOTIENT = {
  name: "exchange rate",
  expression: "units of the currency for one US dollar / units of the other for one US dollar",
  reference: "Rates are kept against the US dollar, by day",
};

/** A price with where it comes from, and the day that it is of. */
export interface FoundPrice {
  price: string;
  source: string;
  at: string;
  day: string;
}

/** The price of this moment, or of a day, for which an older one may stand in. */
export function priceOf({ ledger }: ExplainContext, assetId: string, day?: string): FoundPrice | null {
  if (day === undefined) {
    const live = ledger.livePrices.get(assetId);
    return live === undefined ? null : { ...live, day: ledger.today };
  }
  const found = new PriceOnDay(ledger.prices.get(assetId), ledger.carryDays).on(day);
  if (found === null) return null;
  const isLive = found.day === ledger.today;
  const at = (isLive ? ledger.livePrices.get(assetId)?.at : undefined) ?? `${found.day}T23:59:59.999Z`;
  return { price: found.price, source: found.source ?? "unknown", at, day: found.day };
}

/** How a price came about: as a source says it, or from one in another currency and an exchange rate. */
export function explainPrice(ctx: ExplainContext, assetId: string, day?: string): ExplainedFigure {
  const symbol = ctx.symbol(assetId);
  const when = day === undefined ? "now" : `on ${day}`;
  const head = { figure: `price of ${symbol} ${when}`, assetId, unit: "currency" as const, formula: PLAIN };
  const found = priceOf(ctx, assetId, day);
  const trail = new FigureTrail();
  if (found === null) return trail.unknown(head, `No price of ${symbol} ${when} is known.`);
  const { price, source, at } = found;
  const parts = ctx.ledger.priceParts(assetId, found.day);
  if (parts === null || madeOf(parts) !== price) {
    const carried = day !== undefined && found.day !== day ? `, of ${found.day}, for none of ${day} is known` : "";
    const note = { detail: `By ${source}${carried}` };
    trail.step("price", "sum", [
      trail.input("price said", price, { kind: "price", id: `${source} ${at}`, field: assetId }, note),
    ]);
    return trail.known(head, price);
  }
  const names = [parts.first, parts.second].map((part) => {
    const id = `${part.source} ${part.at}`;
    return trail.input(
      part.name,
      part.price,
      { kind: "price", id, field: part.name },
      { detail: `By ${part.source}, ${part.at}` },
    );
  });
  trail.step("price", parts.operation, names);
  return trail.known({ ...head, formula: parts.operation === "product" ? PRODUCT : QUOTIENT }, price);
}

function madeOf({ operation, first, second }: PriceParts): string | null {
  const [left, right] = [toScaled(first.price), toScaled(second.price)];
  if (operation === "product") return fromScaled(multiplyScaled(left, right));
  return right === 0n ? null : fromScaled(divideScaled(left, right));
}
