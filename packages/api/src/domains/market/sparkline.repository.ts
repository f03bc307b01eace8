import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

/** Small pictures of the last days, kept beside the listings so that a list is still one statement. */
export class SparklineRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The last hourly price inside each of `points` buckets of `hours` from `from`; null where there is none. */
  async redraw(coinNos: readonly number[], from: Date, points: number, hours: number, now: Date): Promise<void> {
    await sql`
      INSERT INTO sparkline (coin_no, points, updated_at)
      SELECT coin_no, array_agg(price ORDER BY slot), ${now}
      FROM (
        SELECT n.no AS coin_no, s.slot, (
          SELECT p.price_usd::double precision FROM price_point p
          WHERE p.coin_no = n.no AND p.step = 60
            AND p.at >= ${from}::timestamptz + make_interval(hours => s.slot * ${hours}::int)
            AND p.at < ${from}::timestamptz + make_interval(hours => (s.slot + 1) * ${hours}::int)
          ORDER BY p.at DESC LIMIT 1) AS price
        FROM unnest(${sql.val([...coinNos])}::int[]) AS n (no) CROSS JOIN generate_series(0, ${points - 1}::int) AS s (slot)
      ) drawn
      GROUP BY coin_no HAVING count(price) > 0
      ON CONFLICT (coin_no) DO UPDATE SET points = excluded.points, updated_at = excluded.updated_at`.execute(this.#db);
  }

  async coinNos(): Promise<number[]> {
    const rows = await this.#db.selectFrom("listing").select("coin_no").orderBy("coin_no").execute();
    return rows.map((row) => row.coin_no);
  }
}
