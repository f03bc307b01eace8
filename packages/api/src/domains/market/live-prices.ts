import type { Database } from "../../platform/database/database.ts";
import { ListingRepository, type PricedCoin } from "./listing.repository.ts";
import type { MarketTick, MarketTicks } from "./market-ticks.ts";

/** A coin's latest price with who says so and when; figures in US dollars. */
export type LivePrice = Readonly<PricedCoin>;

/**
 * The latest prices in memory of the coins that were asked for: a coin is read once, then every change that this process
 * publishes is applied.
 */
export class LivePrices {
  readonly #db: Database;
  readonly #known = new Map<string, LivePrice>();
  /** Ids that are not listed, with when that was seen. */
  readonly #unlisted = new Map<string, number>();

  constructor(db: Database, ticks: Pick<MarketTicks, "watch">) {
    this.#db = db;
    ticks.watch((tick) => this.#apply(tick));
  }

  /** Prices by coin id; coins that are not listed are left out. */
  async of(coinIds: Iterable<string>): Promise<Map<string, LivePrice>> {
    const wanted = [...new Set(coinIds)];
    const now = performance.now();
    const unknown = wanted.filter((id) => !this.#known.has(id) && !this.#isUnlisted(id, now));
    if (unknown.length > 0) await this.#read(unknown, now);
    return new Map(
      wanted.flatMap((id) => {
        const price = this.#known.get(id);
        return price === undefined ? [] : [[id, price] as const];
      }),
    );
  }

  #isUnlisted(id: string, now: number): boolean {
    const seen = this.#unlisted.get(id);
    return seen !== undefined && now - seen < LOOK_AGAIN_MS;
  }

  async #read(ids: readonly string[], now: number): Promise<void> {
    const found = await new ListingRepository(this.#db.primary).prices(ids);
    for (const coin of found) {
      // A change that was published while the row was read is newer than the row.
      if ((this.#known.get(coin.id)?.version ?? -1) < coin.version) this.#known.set(coin.id, coin);
    }
    if (this.#unlisted.size > MAX_UNLISTED) this.#unlisted.clear();
    for (const id of ids) if (!this.#known.has(id)) this.#unlisted.set(id, now);
  }

  #apply({ version, changes }: MarketTick): void {
    for (const { id, priceUsd, rank, change24hPct, source, asOf } of changes) {
      const known = this.#known.get(id);
      this.#unlisted.delete(id);
      if (known === undefined) continue;
      this.#known.set(id, { ...known, priceUsd, rank, change24hPct, source, asOf, version });
    }
  }
}

const LOOK_AGAIN_MS = 60_000;
const MAX_UNLISTED = 10_000;
