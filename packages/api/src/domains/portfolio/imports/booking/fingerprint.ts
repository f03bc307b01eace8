import { createHash } from "node:crypto";
import type { ImportFormat } from "@cryptodesk/shared/portfolio/import.contract";
import type { ImportEvent, SymbolAmount } from "../formats/import-event.ts";

/**
 * What an event is recognised by in any file of any make: the second it happened and the units that moved, whatever the
 * wallet, the kind and how it is booked.
 */
export function fingerprintOf(event: ImportEvent, assetOf: (symbol: string) => string): string {
  const side = (units: SymbolAmount | undefined) => (units ? [assetOf(units.symbol), units.quantity] : []);
  const { recorded } = event;
  const sides = recorded
    ? recordedSides(recorded)
    : [side(event.in), side(event.out), event.in || event.out ? [] : (event.fees ?? []).flatMap(side)];
  return createHash("sha256")
    .update(JSON.stringify([event.at.slice(0, 19), ...sides]))
    .digest("base64url")
    .slice(0, 24);
}

function recordedSides(recorded: NonNullable<ImportEvent["recorded"]>): (string | undefined)[][] {
  const { type, assetId, quantity, toAssetId, toQuantity, value, currency, fees, feeAssetId } = recorded;
  const money = value && currency ? [`fiat:${currency}`, value] : [];
  const first = assetId ? [assetId, quantity] : [];
  switch (type) {
    case "buy":
      return [first, money, []];
    case "sell":
      return [money, first, []];
    case "swap":
      return [[toAssetId, toQuantity], first, []];
    case "fee":
      return [[], [], [feeAssetId ?? (currency ? `fiat:${currency}` : ""), fees ?? ""]];
    case "withdrawal":
    case "transfer-out":
    case "gift-out":
    case "lost":
    case "stolen":
      return [[], first, []];
    default:
      return [first, [], []];
  }
}

/** An id within all files of one exchange: generations and kinds of its files share theirs. */
export function externalIdOf(format: ImportFormat, id: string): string {
  const family = format.startsWith("coinbase-v")
    ? "coinbase"
    : format.replace(/-(?:ledgers|trades|orders|transfers|events|statement)$/, "");
  return `${family}:${id.length > 100 ? createHash("sha256").update(id).digest("base64url") : id}`;
}
