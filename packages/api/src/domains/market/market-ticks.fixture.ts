import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import type { MarketTick } from "./market-ticks.ts";

/** A change of one coin; its rank is the number in its id where there is one. */
export function change(id: string, priceUsd: string): ListingChange {
  const rank = Number(id.replace(/\D/g, ""));
  return {
    id,
    symbol: id.toUpperCase(),
    rank: rank > 0 ? rank : null,
    priceUsd,
    marketCapUsd: null,
    volume24hUsd: null,
    change1hPct: null,
    change24hPct: null,
    change7dPct: null,
    source: "sandbox",
    asOf: "2026-01-31T12:00:00.000Z",
    quarantined: false,
  };
}

/** A tick that sets these coins' prices. */
export function tickOf(version: number, prices: Record<string, string>): MarketTick {
  const changes = Object.entries(prices).map(([id, price]) => change(id, price));
  return { version, at: new Date("2026-01-31T12:00:00.000Z"), changes };
}
