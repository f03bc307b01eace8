import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

export interface MarketState {
  mode: "live" | "sandbox" | null;
  version: number;
  lastRefreshAt: Date | null;
}

/** The one row that says which market this database holds and how far it is. */
export class MarketStateRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async read(): Promise<MarketState> {
    const { rows } =
      await sql<MarketState>`SELECT mode, version, last_refresh_at AS "lastRefreshAt" FROM market_state`.execute(
        this.#db,
      );
    return rows[0] ?? { mode: null, version: 0, lastRefreshAt: null };
  }

  async countCoins(): Promise<number> {
    const { rows } = await sql<{ coins: number }>`SELECT count(*)::int AS coins FROM listing`.execute(this.#db);
    return rows[0]?.coins ?? 0;
  }

  /** Settles the mode unless it is settled. @returns the mode that holds now */
  async settleMode(mode: "live" | "sandbox"): Promise<"live" | "sandbox"> {
    const { rows } = await sql<{
      mode: "live" | "sandbox";
    }>`UPDATE market_state SET mode = coalesce(mode, ${mode}) RETURNING mode`.execute(this.#db);
    return rows[0]?.mode ?? mode;
  }

  async rolledUpUntil(): Promise<Date | null> {
    const row = await this.#db.selectFrom("market_state").select("rolled_up_until").executeTakeFirst();
    return row?.rolled_up_until ?? null;
  }

  async saveRolledUpUntil(until: Date): Promise<void> {
    await this.#db.updateTable("market_state").set({ rolled_up_until: until }).execute();
  }

  /** A new version without new listings: something else that hot answers show has changed. */
  async bumpVersion(): Promise<void> {
    await sql`UPDATE market_state SET version = version + 1`.execute(this.#db);
  }
}
