import type { AssetRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Db } from "../../platform/database/database.ts";
import { type CoinName, readCoinNames } from "../market/market.public.ts";

const FIAT = "fiat:";
const OTHER = "other:";

/** How assets are called: coins by the market's names, money by its code, anything else by itself. */
export class AssetNames {
  readonly #coins: ReadonlyMap<string, CoinName>;

  constructor(coins: ReadonlyMap<string, CoinName>) {
    this.#coins = coins;
  }

  /** One statement for all of them. */
  static async read(db: Db, assetIds: Iterable<string | null>): Promise<AssetNames> {
    const coins = [...new Set(assetIds)].filter((id): id is string => id !== null && isCoin(id));
    return new AssetNames(await readCoinNames(db, coins));
  }

  ref(assetId: string): AssetRef {
    if (assetId.startsWith(FIAT)) {
      const code = assetId.slice(FIAT.length).toUpperCase();
      return { id: assetId, symbol: code, name: code, kind: "fiat" };
    }
    if (assetId.startsWith(OTHER)) {
      const name = assetId.slice(OTHER.length);
      return { id: assetId, symbol: name.slice(0, 12), name, kind: "other" };
    }
    const coin = this.#coins.get(assetId);
    if (!coin) return { id: assetId, symbol: assetId, name: assetId, kind: "other" };
    return { id: assetId, symbol: coin.symbol, name: coin.name, kind: "coin" };
  }

  knows(assetId: string): boolean {
    return !isCoin(assetId) || this.#coins.has(assetId);
  }
}

/** Whether the market may know it. */
export function isCoin(assetId: string): boolean {
  return !assetId.startsWith(FIAT) && !assetId.startsWith(OTHER);
}
