import { isZero, magnitude } from "../reading/decimal-text.ts";
import { refuse } from "../reading/row-problem.ts";
import { isIncoming, isOutgoing, movement, trade } from "./events.ts";
import type { EventKind, ImportEvent, SymbolAmount } from "./import-event.ts";

type Extra = Partial<Pick<ImportEvent, "fees" | "value" | "id" | "note" | "place" | "remark">>;

/** A row with a column for what came in and one for what went out, of which its kind uses one or both. */
export function twoSided(
  at: string,
  kind: EventKind,
  { into, out }: { into: SymbolAmount | undefined; out: SymbolAmount | undefined },
  extra: Extra = {},
): ImportEvent {
  const filled = (units: SymbolAmount | undefined) => units !== undefined && !isZero(units.quantity);
  if (kind === "trade") return trade(at, into, out, extra);
  if (isIncoming(kind)) {
    if (filled(out)) refuse("Something came in, yet the row also says what went out.");
    return movement(at, kind, into ?? refuse("The row does not say what came in."), extra);
  }
  if (isOutgoing(kind)) {
    if (filled(into)) refuse("Something went out, yet the row also says what came in.");
    return movement(at, kind, out ?? refuse("The row does not say what went out."), extra);
  }
  const paid = out ?? into;
  if (paid !== undefined) return movement(at, "fee", paid, extra);
  if ((extra.fees ?? []).length === 0) refuse("The row does not say what the fee was.");
  return { at, kind: "fee", ...extra };
}

/** What the sides alone say of a row without a kind. */
export function kindOfSides(into: SymbolAmount | undefined, out: SymbolAmount | undefined): EventKind {
  if (into && out) return "trade";
  if (into) return "deposit";
  if (out) return "withdrawal";
  return "fee";
}

/** A value that is said, as a part of an event. */
export function valued(amount: string | null, currency: string | null): Pick<ImportEvent, "value"> {
  return amount === null || currency === null || isZero(amount)
    ? {}
    : { value: { amount: magnitude(amount), currency } };
}
