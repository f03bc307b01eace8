import type { ListingDraft } from "../../src/domains/market/providers/market-provider.ts";
import { listingDraft, NOON } from "./listing-drafts.ts";

const MINUTE_MS = 60_000;
const CATEGORIES = [["defi", "layer 1"], ["meme"], null] as const;

/**
 * A market of `size` coins for list tests, the same at every call: shared symbols and names, equal figures, unknown
 * figures and extreme ones.
 */
export function generatedMarket(size: number): ListingDraft[] {
  return Array.from({ length: size }, (_, index) =>
    listingDraft(`coin-${String(index).padStart(3, "0")}`, {
      symbol: either(index, 5, "WETH", `S${index % 40}`),
      name: either(index, 7, "Same name", `${either(index, 2, "Alpha", "zeta")} ${index % 30}`),
      priceUsd: either(index, 9, "0.000000000056366", `${1 + (index % 50)}.5`),
      categories: copyOf(CATEGORIES[index % 3] ?? null),
      listedAt: new Date(NOON.getTime() - (index % 25) * MINUTE_MS - (index % 3)),
      ...figures(index),
    }),
  );
}

function figures(index: number): Partial<ListingDraft> {
  return {
    rank: either(index + 1, 6, null, 1 + Math.floor(index / 2)),
    marketCapUsd: either(index + 1, 4, null, either(index, 11, "657479138251227900000", String((index % 60) * 1_000))),
    volume24hUsd: either(index + 1, 8, null, String((index % 30) * 100)),
    change1hPct: either(index + 1, 12, null, (index % 9) - 4.5),
    change7dPct: either(index + 1, 7, null, (index % 33) - 16),
    athChangePct: either(index + 1, 5, null, -(index % 17) - 0.125),
    circulatingSupply: either(
      index + 1,
      9,
      null,
      either(index, 19, "589000000000000.000000000001", String(index % 12)),
    ),
    change24hPct: either(index + 1, 10, null, either(index, 13, 999_999.25, (index % 21) - 10.3)),
  };
}

/** The first for every `every`-th number, the second for the others. */
function either<First, Second>(number: number, every: number, first: First, second: Second): First | Second {
  return number % every === 0 ? first : second;
}

function copyOf(texts: readonly string[] | null): string[] | null {
  return texts && [...texts];
}
