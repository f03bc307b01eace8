import { isZero, magnitude } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { type EventKind, type ImportEvent, INCOMING, OUTGOING, type SymbolAmount } from "./import-event.ts";

type Extra = Partial<Pick<ImportEvent, "fees" | "value" | "id" | "note" | "place" | "remark">>;

/** What is known of a kind of row: its event, or why it is none. */
export type KindOrReason = EventKind | { ignored: string } | { refused: string };

export function isIncoming(kind: EventKind): boolean {
  return (INCOMING as readonly string[]).includes(kind);
}

export function isOutgoing(kind: EventKind): boolean {
  return (OUTGOING as readonly string[]).includes(kind);
}

/** @throws RowProblem with the reason where the kind is no event, or is not known */
export function kindOf(table: Readonly<Record<string, KindOrReason>>, text: string): EventKind {
  const found = Object.hasOwn(table, text.toLowerCase()) ? table[text.toLowerCase()] : undefined;
  if (found === undefined) refuse(`${quoted(text)} is a kind of row that is not known.`);
  if (typeof found === "string") return found;
  if ("ignored" in found) ignore(found.ignored);
  refuse(found.refused);
}

/** One asset that came in or went out. @param amount its sign is not looked at */
export function movement(at: string, kind: EventKind, units: SymbolAmount, extra: Extra = {}): ImportEvent {
  const quantity = magnitude(units.quantity);
  if (isZero(quantity)) ignore("The amount is 0: nothing moved.");
  const amount = { symbol: units.symbol, quantity };
  if (kind === "fee") return { at, kind, ...extra, fees: [amount, ...(extra.fees ?? [])] };
  return isIncoming(kind) ? { at, kind, in: amount, ...extra } : { at, kind, out: amount, ...extra };
}

/** What went out for what came in. @throws RowProblem where one side is missing or 0 */
export function trade(
  at: string,
  into: SymbolAmount | undefined,
  out: SymbolAmount | undefined,
  extra: Extra = {},
): ImportEvent {
  if (!into) refuse("The trade does not say what was received.");
  if (!out) refuse("The trade does not say what was paid.");
  const received = { symbol: into.symbol, quantity: magnitude(into.quantity) };
  const paid = { symbol: out.symbol, quantity: magnitude(out.quantity) };
  if (isZero(received.quantity)) refuse(`The trade received 0 ${received.symbol} for ${paid.quantity} ${paid.symbol}.`);
  if (isZero(paid.quantity)) refuse(`The trade paid 0 ${paid.symbol} for ${received.quantity} ${received.symbol}.`);
  if (received.symbol === paid.symbol) refuse(`Both sides of the trade are ${paid.symbol}.`);
  return { at, kind: "trade", in: received, out: paid, ...extra };
}

/** @param side buy or sell, of the base */
export function tradeOfSide(
  at: string,
  side: string,
  base: SymbolAmount | undefined,
  quote: SymbolAmount | undefined,
  extra: Extra = {},
): ImportEvent {
  if (/^(?:buy|bought|purchase)/i.test(side)) return trade(at, base, quote, extra);
  if (/^(?:sell|sold|sale)/i.test(side)) return trade(at, quote, base, extra);
  refuse(`${quoted(side)} is neither a purchase nor a sale.`);
}

/** What a note says when there is anything to say. */
export function noteOf(...parts: readonly (string | null | undefined)[]): string | null {
  const said = parts.map((part) => part?.trim() ?? "").filter((part) => part !== "");
  return said.length === 0 ? null : said.join(" · ").slice(0, 1_000);
}

/** An id that can be relied on: spreadsheets shorten long ones to the same few digits. */
export function idOf(text: string): string | null {
  const id = text.trim();
  return id === "" || isShortened(id) ? null : id;
}

export function isShortened(id: string): boolean {
  return /^\d[.,]?\d*E\+?\d+$/.test(id.trim());
}
