import type { AssetRef } from "@cryptodesk/shared/portfolio/portfolio.contract";

import type { CoinName } from "../../market/market.public.ts";

const FIAT = "fiat:";
const OTHER = "other:";

/** How assets are shown, by id. */
export type NamedAssets = ReadonlyMap<string, AssetRef>;

/** An asset as it is shown: money by its code, what the market does not know by itself. */
export function assetRef(id: string, coin: CoinName | undefined): AssetRef {
  if (id.startsWith(FIAT)) {
    const code = id.slice(FIAT.length).toUpperCase();
    return { id, symbol: code, name: code, kind: "fiat" };
  }
  if (id.startsWith(OTHER)) {
    const name = id.slice(OTHER.length);
    return { id, symbol: name.slice(0, 12), name, kind: "other" };
  }
  if (coin === undefined) return { id, symbol: id, name: id, kind: "other" };
  return { id, symbol: coin.symbol, name: coin.name, kind: "coin" };
}

/** An asset as it is shown, also one that nobody named yet. */
export function assetNamed(assets: NamedAssets, id: string): AssetRef {
  return assets.get(id) ?? assetRef(id, undefined);
}

/** Whether the market may know it. */
export function isCoin(assetId: string): boolean {
  return !assetId.startsWith(FIAT) && !assetId.startsWith(OTHER);
}
