import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { GlobalDraft, TrendingDraft } from "./providers/market-provider.ts";

/** Market totals and trending coins as providers give them. */
export class GlobalRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async saveTotals(source: string, totals: GlobalDraft): Promise<void> {
    await this.#db
      .insertInto("market_total")
      .values({
        at: totals.asOf,
        source,
        total_market_cap_usd: totals.totalMarketCapUsd,
        total_volume_24h_usd: totals.totalVolume24hUsd,
        market_cap_change_24h_pct: totals.marketCapChange24hPct,
      })
      .onConflict((conflict) => conflict.column("at").doNothing())
      .execute();
  }

  /** Market cap of everything by day since `fromDay`, the day's last, as the text of a list of one `DaySeries`. */
  async dayCaps(fromDay: string): Promise<string> {
    const { rows } = await sql<{ series: string }>`
      SELECT coalesce(json_agg(found) FILTER (WHERE days IS NOT NULL), '[]')::text AS series FROM (
        SELECT 'total-market' AS id, string_agg(day::text, ',' ORDER BY day) AS days,
          string_agg(cap, ',' ORDER BY day) AS values, string_agg(source, ',' ORDER BY day) AS sources
        FROM (SELECT DISTINCT ON (day) floor(extract(epoch FROM at) / 86400)::bigint AS day,
            trim_scale(total_market_cap_usd)::text AS cap, source
          FROM market_total WHERE total_market_cap_usd IS NOT NULL AND at >= ${`${fromDay}T00:00:00Z`}::timestamptz
          ORDER BY day, at DESC) caps) found`.execute(this.#db);
    return rows[0]?.series ?? "[]";
  }

  async latestTotals() {
    return this.#db.selectFrom("market_total").selectAll().orderBy("at", "desc").limit(1).executeTakeFirst();
  }

  async saveTrending(source: string, coins: readonly TrendingDraft[], now: Date): Promise<void> {
    await this.#db.deleteFrom("trending").execute();
    if (coins.length === 0) return;
    await this.#db
      .insertInto("trending")
      .values(
        coins.map((coin) => ({
          position: coin.position,
          source,
          external_id: coin.externalId,
          symbol: coin.symbol,
          name: coin.name,
          as_of: now,
        })),
      )
      .onConflict((conflict) => conflict.column("position").doNothing())
      .execute();
  }

  /** Trending coins that this desk lists, by position. */
  async trending(): Promise<MarketOverview["trending"]> {
    const { rows } = await sql<MarketOverview["trending"][number]>`
      SELECT c.id, c.symbol, c.name, l.rank, t.position FROM trending t
      JOIN coin_reference r ON r.provider = t.source AND r.external_id = t.external_id
      JOIN coin c ON c.id = r.coin_id JOIN listing l ON l.coin_no = c.no ORDER BY t.position`.execute(this.#db);
    return rows;
  }
}
