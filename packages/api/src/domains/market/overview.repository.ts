import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

export interface MarketFigures {
  total_market_cap_usd: string | null;
  total_volume_24h_usd: string | null;
  coins: number;
  ranked: number;
  stale: number;
  quarantined: number;
  advancers: number;
  decliners: number;
  unchanged: number;
  unknown: number;
  newest: Date | null;
  oldest_top50: Date | null;
  sources: string[];
}

/** Figures over all listings. */
export class OverviewRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async figures(staleBefore: Date): Promise<MarketFigures> {
    const { rows } = await sql<MarketFigures>`
      SELECT sum(market_cap_usd)::text AS total_market_cap_usd, sum(volume_24h_usd)::text AS total_volume_24h_usd,
        count(*)::int AS coins, count(rank)::int AS ranked,
        count(*) FILTER (WHERE as_of < ${staleBefore})::int AS stale,
        count(*) FILTER (WHERE quarantined)::int AS quarantined,
        count(*) FILTER (WHERE change_24h_pct > 0)::int AS advancers,
        count(*) FILTER (WHERE change_24h_pct < 0)::int AS decliners,
        count(*) FILTER (WHERE change_24h_pct = 0)::int AS unchanged,
        count(*) FILTER (WHERE change_24h_pct IS NULL)::int AS unknown,
        max(as_of) AS newest, min(as_of) FILTER (WHERE rank <= 50) AS oldest_top50,
        coalesce(array_agg(DISTINCT source), '{}') AS sources
      FROM listing`.execute(this.#db);
    const [figures] = rows;
    if (!figures) throw new Error("an aggregate without a row");
    return figures;
  }

  /** Largest shares of `total` (USD), percent. */
  async dominance(total: string | null, limit: number): Promise<MarketOverview["dominance"]> {
    const { rows } = await sql<MarketOverview["dominance"][number]>`
      SELECT c.id, c.symbol, (100 * l.market_cap_usd / ${total}::numeric)::double precision AS pct
      FROM listing l JOIN coin c ON c.no = l.coin_no WHERE l.market_cap_usd > 0 AND ${total}::numeric > 0
      ORDER BY coalesce(l.market_cap_usd, -1) DESC, l.coin_no DESC LIMIT ${limit}`.execute(this.#db);
    return rows;
  }

  async categories(limit: number): Promise<MarketOverview["categories"]> {
    const { rows } = await sql<MarketOverview["categories"][number]>`
      SELECT category AS name, count(*)::int AS coins FROM coin c CROSS JOIN unnest(c.categories) AS category
      GROUP BY category ORDER BY coins DESC, category LIMIT ${limit}`.execute(this.#db);
    return rows;
  }
}
