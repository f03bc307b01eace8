import type { TopCategory } from "@cryptodesk/shared/market/overview.contract";
import type { Window } from "@cryptodesk/shared/market/source.contract";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

export interface TopRow {
  id: string;
  metric: number | null;
}

const CHANGE_COLUMN = {
  "1h": "l.change_1h_pct",
  "24h": "l.change_24h_pct",
  "7d": "l.change_7d_pct",
} as const satisfies Record<Window, string>;
const RANGE_FROM_POINTS = { "1h": { step: 5, span: "1 hour" }, "7d": { step: 60, span: "7 days" } } as const;

/** Top lists: ids in order with what they are ordered by. */
export class TopRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async read(category: TopCategory, window: Window, minVolume: string, limit: number, now: Date): Promise<TopRow[]> {
    if (category === "trending") return this.#trending(limit);
    const direction = category === "losers" ? sql`ASC` : sql`DESC`;
    const { rows } = await sql<TopRow>`
      SELECT c.id, ranked.metric FROM (
        SELECT l.coin_no, l.market_cap_usd, ${metricOf(category, window, now)} AS metric FROM listing l
        WHERE l.volume_24h_usd >= ${minVolume}::numeric AND NOT l.quarantined
      ) ranked JOIN coin c ON c.no = ranked.coin_no
      WHERE ranked.metric IS NOT NULL ${signCondition(category)}
      ORDER BY ranked.metric ${direction}, ranked.market_cap_usd DESC NULLS LAST, c.no LIMIT ${limit}`.execute(
      this.#db,
    );
    return rows;
  }

  async #trending(limit: number): Promise<TopRow[]> {
    const { rows } = await sql<TopRow>`
      SELECT c.id, t.position::double precision AS metric FROM trending t
      JOIN coin_reference r ON r.provider = t.source AND r.external_id = t.external_id
      JOIN coin c ON c.id = r.coin_id JOIN listing l ON l.coin_no = c.no
      ORDER BY t.position LIMIT ${limit}`.execute(this.#db);
    return rows;
  }
}

/** A gainer has gained and a loser has lost: on a falling day the list of gainers is short. */
function signCondition(category: TopCategory): RawBuilder<unknown> {
  if (category === "gainers") return sql`AND ranked.metric > 0`;
  return category === "losers" ? sql`AND ranked.metric < 0` : sql``;
}

function metricOf(category: Exclude<TopCategory, "trending">, window: Window, now: Date): RawBuilder<unknown> {
  switch (category) {
    case "gainers":
    case "losers":
      return sql.raw(CHANGE_COLUMN[window]);
    case "volume":
      return sql`l.volume_24h_usd::double precision`;
    case "market-cap":
      return sql`l.market_cap_usd::double precision`;
    case "volatile":
      return rangePct(window, now);
  }
}

/** High-low range in percent of the low. */
function rangePct(window: Window, now: Date): RawBuilder<unknown> {
  if (window === "24h")
    return sql`(100 * (l.high_24h_usd - l.low_24h_usd) / nullif(l.low_24h_usd, 0))::double precision`;
  const { step, span } = RANGE_FROM_POINTS[window];
  return sql`(
    SELECT (100 * (max(coalesce(p.high_usd, p.price_usd)) - min(coalesce(p.low_usd, p.price_usd)))
      / nullif(min(coalesce(p.low_usd, p.price_usd)), 0))::double precision
    FROM price_point p WHERE p.coin_no = l.coin_no AND p.step = ${step}
      AND p.at >= ${now}::timestamptz - ${sql.lit(span)}::interval AND p.at <= ${now}::timestamptz
    HAVING count(*) >= 3)`;
}
