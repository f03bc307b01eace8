import type { AssetRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Db } from "../../../platform/database/database.ts";
import { type CoinName, readCoinNames } from "../../market/market.public.ts";
import { assetRef, isCoin } from "../calculation/named-assets.ts";

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
    return assetRef(assetId, this.#coins.get(assetId));
  }

  knows(assetId: string): boolean {
    return !isCoin(assetId) || this.#coins.has(assetId);
  }
}
