import type { ListingDraft } from "../market-provider.ts";
import { changePct, formatPrice, formatUsd } from "./amounts.ts";
import type { Extremes } from "./extremes.ts";
import type { CoinActivity, CoinState } from "./snapshot.ts";

/** A coin's state as a source would report it: what the coin withholds is null. */
export function toListingDraft(state: CoinState, activity: CoinActivity, extremes: Extremes): ListingDraft {
  const { coin } = state.moving;
  const priceUsd = formatPrice(state.price);
  const price = Number(priceUsd);
  const supplyKnown = !coin.withheld.has("supply");
  const range = coin.withheld.has("range") ? null : activity.day;
  const fullSupply = coin.maxSupply ?? coin.totalSupply;
  return {
    externalId: coin.id,
    slug: coin.id,
    symbol: coin.symbol.toUpperCase(),
    name: coin.name,
    imageUrl: null,
    rank: state.rank,
    priceUsd,
    marketCapUsd: state.marketCap === null ? null : formatUsd(state.marketCap),
    fullyDilutedValuationUsd: supplyKnown && fullSupply !== null ? formatUsd(state.price * Number(fullSupply)) : null,
    volume24hUsd: coin.withheld.has("volume") || !activity.day ? null : formatUsd(activity.day.volumeUsd),
    high24hUsd: range === null ? null : formatPrice(range.high),
    low24hUsd: range === null ? null : formatPrice(range.low),
    ...(coin.withheld.has("changes") ? noChanges : changesOf(activity, price)),
    circulatingSupply: supplyKnown ? coin.circulatingSupply : null,
    totalSupply: supplyKnown ? coin.totalSupply : null,
    maxSupply: supplyKnown ? coin.maxSupply : null,
    ...(coin.withheld.has("extremes") ? noExtremes : extremeFields(extremes, price)),
    categories: [...coin.categories],
    listedAt: coin.listedAt,
    asOf: new Date(state.tradedAt),
  };
}

type Changes = Pick<ListingDraft, "change1hPct" | "change24hPct" | "change7dPct">;
const noChanges: Changes = { change1hPct: null, change24hPct: null, change7dPct: null };

// Changes are between prices as they are shown, so that a reader who recalculates them arrives at the same.
function changesOf(activity: CoinActivity, price: number): Changes {
  return {
    change1hPct: changePct(asShown(activity.price1hAgo), price),
    change24hPct: changePct(asShown(activity.price24hAgo), price),
    change7dPct: changePct(asShown(activity.price7dAgo), price),
  };
}

function asShown(price: number | null): number | null {
  return price === null ? null : Number(formatPrice(price));
}

type ExtremeFields = Pick<ListingDraft, "athUsd" | "athAt" | "athChangePct" | "atlUsd" | "atlAt" | "atlChangePct">;
const noExtremes: ExtremeFields = {
  athUsd: null,
  athAt: null,
  athChangePct: null,
  atlUsd: null,
  atlAt: null,
  atlChangePct: null,
};

function extremeFields({ high, highAtMs, low, lowAtMs }: Extremes, price: number): ExtremeFields {
  const athUsd = formatPrice(Math.exp(high));
  const atlUsd = formatPrice(Math.exp(low));
  return {
    athUsd,
    athAt: new Date(highAtMs),
    athChangePct: changePct(Number(athUsd), price),
    atlUsd,
    atlAt: new Date(lowAtMs),
    atlChangePct: changePct(Number(atlUsd), price),
  };
}
