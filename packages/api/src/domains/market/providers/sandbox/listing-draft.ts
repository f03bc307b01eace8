import type { ListingDraft } from "../market-provider.ts";
import { changePct, formatPrice, formatUsd } from "./amounts.ts";
import type { CoinState } from "./snapshot.ts";

/** A coin's state as a source would report it: what the coin withholds is null. */
export function toListingDraft(state: CoinState, rank: number | null): ListingDraft {
  const { coin } = state.moving;
  const price = Number(formatPrice(state.price));
  const supplyKnown = !coin.withheld.has("supply");
  const day = coin.withheld.has("range") ? null : state.day;
  const volume = coin.withheld.has("volume") ? null : (state.day?.volumeUsd ?? null);
  const changes = coin.withheld.has("changes") ? noChanges : changesOf(state, price);
  const fullSupply = coin.maxSupply ?? coin.totalSupply;
  return {
    externalId: coin.id,
    slug: coin.id,
    symbol: coin.symbol.toUpperCase(),
    name: coin.name,
    imageUrl: null,
    rank: coin.withheld.has("rank") ? null : rank,
    priceUsd: formatPrice(state.price),
    marketCapUsd: state.marketCap === null ? null : formatUsd(state.marketCap),
    fullyDilutedValuationUsd: supplyKnown && fullSupply !== null ? formatUsd(state.price * Number(fullSupply)) : null,
    volume24hUsd: volume === null ? null : formatUsd(volume),
    high24hUsd: day === null ? null : formatPrice(day.high),
    low24hUsd: day === null ? null : formatPrice(day.low),
    ...changes,
    circulatingSupply: supplyKnown ? coin.circulatingSupply : null,
    totalSupply: supplyKnown ? coin.totalSupply : null,
    maxSupply: supplyKnown ? coin.maxSupply : null,
    ...extremesOf(state, price),
    categories: [...coin.categories],
    listedAt: coin.listedAt,
    asOf: new Date(state.tradedAt),
  };
}

type Changes = Pick<ListingDraft, "change1hPct" | "change24hPct" | "change7dPct">;
const noChanges: Changes = { change1hPct: null, change24hPct: null, change7dPct: null };

function changesOf(state: CoinState, price: number): Changes {
  return {
    change1hPct: changePct(rounded(state.price1hAgo), price),
    change24hPct: changePct(rounded(state.price24hAgo), price),
    change7dPct: changePct(rounded(state.price7dAgo), price),
  };
}

type ExtremeFields = Pick<ListingDraft, "athUsd" | "athAt" | "athChangePct" | "atlUsd" | "atlAt" | "atlChangePct">;

function extremesOf(state: CoinState, price: number): ExtremeFields {
  if (state.moving.coin.withheld.has("extremes")) {
    return { athUsd: null, athAt: null, athChangePct: null, atlUsd: null, atlAt: null, atlChangePct: null };
  }
  const { high, highAtMs, low, lowAtMs } = state.extremes;
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

function rounded(price: number | null): number | null {
  return price === null ? null : Number(formatPrice(price));
}
