import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";

/** The last thing the stream said of a coin. */
export interface LivePrice {
  change: ListingChange;
  /** Against the price the stream gave before; null when it did not move or was not seen before. */
  direction: "up" | "down" | null;
  /** Grows with every move, so that a repeated move in the same direction can be shown again. */
  moves: number;
}

/** Takes a change in. A change older than what is known is ignored. */
export function advancePrice(before: LivePrice | undefined, change: ListingChange): LivePrice {
  if (!before) return { change, direction: null, moves: 0 };
  if (change.asOf < before.change.asOf) return before;
  const step = Number(change.priceUsd) - Number(before.change.priceUsd);
  if (step === 0) return { ...before, change };
  return { change, direction: step > 0 ? "up" : "down", moves: before.moves + 1 };
}

/**
 * A fetched listing with the live figures laid over it. The newer of the two wins by the source's own time; fields that
 * were not fetched stay absent.
 */
export function mergeListing<L extends ListingView>(listing: L, change: ListingChange | undefined): L {
  if (!change || change.id !== listing.id) return listing;
  if (listing.asOf !== undefined && listing.asOf > change.asOf) return listing;
  const { priceUsd, marketCapUsd, volume24hUsd, change1hPct, change24hPct, change7dPct, rank } = change;
  const { source, asOf, quarantined } = change;
  return {
    ...listing,
    priceUsd,
    marketCapUsd,
    volume24hUsd,
    change1hPct,
    change24hPct,
    change7dPct,
    rank,
    source,
    asOf,
    quarantined,
  };
}
