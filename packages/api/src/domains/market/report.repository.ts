import { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

/** Stored market reports, one for each UTC day. */
export class ReportRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** A report written again for the same day replaces the earlier one. */
  async save(report: MarketReport): Promise<void> {
    await sql`
      INSERT INTO market_report (date, body, written_at) VALUES (${report.date}::date, ${JSON.stringify(report)}::jsonb, ${report.writtenAt})
      ON CONFLICT (date) DO UPDATE SET body = excluded.body, written_at = excluded.written_at`.execute(this.#db);
  }

  async find(date: string): Promise<MarketReport | null> {
    // The database's calendar has no year 0.
    if (date < "0001") return null;
    return this.#one(sql`WHERE date = ${date}::date`);
  }

  async latest(): Promise<MarketReport | null> {
    return this.#one(sql`ORDER BY date DESC LIMIT 1`);
  }

  async latestBefore(date: string): Promise<MarketReport | null> {
    return this.#one(sql`WHERE date < ${date}::date ORDER BY date DESC LIMIT 1`);
  }

  /** Newest first, one more than `limit`. */
  async list(before: string | null, limit: number): Promise<MarketReport[]> {
    const { rows } = await sql<{ body: unknown }>`
      SELECT body FROM market_report WHERE ${before}::date IS NULL OR date < ${before}::date
      ORDER BY date DESC LIMIT ${limit + 1}`.execute(this.#db);
    return rows.map(({ body }) => MarketReport.parse(body));
  }

  async #one(tail: ReturnType<typeof sql>): Promise<MarketReport | null> {
    const { rows } = await sql<{ body: unknown }>`SELECT body FROM market_report ${tail}`.execute(this.#db);
    return rows[0] ? MarketReport.parse(rows[0].body) : null;
  }
}
