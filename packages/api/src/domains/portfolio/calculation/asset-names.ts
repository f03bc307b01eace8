import type { AssetRef } from "@cryptodesk/shared/portfolio/portfolio.contract";

/** How assets are shown, by id. */
export type AssetNames = ReadonlyMap<string, AssetRef>;

/** What the market says of a coin. */
export interface CoinName {
  id: string;
  symbol: string;
  name: string;
}

/**
 * An asset as it is shown: money by its code, what the market does not know by the name it was given. A coin that is no
 * longer listed keeps its id for a name.
 */
export function assetRef(id: string, coin: CoinName | undefined): AssetRef {
  if (id.startsWith("fiat:")) {
    const code = id.slice(5);
    return { id, symbol: code.toUpperCase(), name: currencyName(code), kind: "fiat" };
  }
  if (id.startsWith("other:")) return { id, symbol: id.slice(6), name: id.slice(6), kind: "other" };
  return { id, symbol: (coin?.symbol ?? id).toUpperCase(), name: coin?.name ?? id, kind: "coin" };
}

/** An asset as it is shown, also one that nobody named yet. */
export function assetNamed(assets: AssetNames, id: string): AssetRef {
  return assets.get(id) ?? assetRef(id, undefined);
}

/** Whether an asset is a coin of the market: only coins have names and prices there. */
export function isCoin(assetId: string): boolean {
  return !assetId.startsWith("fiat:") && !assetId.startsWith("other:");
}

const currencies = new Intl.DisplayNames("en", { type: "currency", fallback: "code" });

function currencyName(code: string): string {
  return currencies.of(code.toUpperCase()) ?? code.toUpperCase();
}
