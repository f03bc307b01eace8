import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";

export interface DayRateRow {
  day: string;
  per_usd: string;
  /** Null for the owner's own. */
  source: string | null;
  as_of: Date | null;
}

/** Where a page goes on: the desk's rate of a day comes after the owner's. */
export interface DayRatePlace {
  day: string;
  isOwn: boolean;
}

/** Exchange rates by day: the desk's and those of one owner. Owned rows: use it inside `asOwner`. */
export class DayRateRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Newest first, the owner's before the desk's. */
  async list(
    accountId: string,
    { currency, from, to }: { currency: string; from: string | null; to: string | null },
    after: DayRatePlace | null,
    limit: number,
  ): Promise<DayRateRow[]> {
    const beyond = after
      ? sql`AND (day < ${after.day}::date OR (day = ${after.day}::date AND own < ${after.isOwn ? 1 : 0}))`
      : sql``;
    const { rows } = await sql<DayRateRow>`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, trim_scale(per_usd)::text AS per_usd, source, as_of FROM (
        SELECT day, per_usd, NULL AS source, NULL::timestamptz AS as_of, 1 AS own FROM own_rate
        WHERE account_id = ${accountId} AND currency = ${currency}
        UNION ALL
        SELECT day, per_usd, source, as_of, 0 FROM fiat_rate_day WHERE currency = ${currency}
      ) rate
      WHERE (${from}::date IS NULL OR day >= ${from}::date) AND (${to}::date IS NULL OR day <= ${to}::date) ${beyond}
      ORDER BY rate.day DESC, own DESC LIMIT ${limit}`.execute(this.#db);
    return rows;
  }

  /** Every rate that the owner said, by currency and day. */
  async listOwn(accountId: string): Promise<{ currency: string; day: string; per_usd: string; note: string | null }[]> {
    const { rows } = await sql<{ currency: string; day: string; per_usd: string; note: string | null }>`
      SELECT currency, to_char(day, 'YYYY-MM-DD') AS day, trim_scale(per_usd)::text AS per_usd, note FROM own_rate
      WHERE account_id = ${accountId} ORDER BY currency, own_rate.day`.execute(this.#db);
    return rows;
  }

  async set(
    accountId: string,
    rates: readonly { currency: string; day: string; perUsd: string; note: string | null }[],
  ): Promise<void> {
    if (rates.length === 0) return;
    await sql`
      INSERT INTO own_rate (account_id, currency, day, per_usd, note)
      SELECT ${accountId}::uuid, currency, day, "perUsd", note
      FROM json_to_recordset(${JSON.stringify(rates)}::json) AS r(currency text, day date, "perUsd" numeric, note text)
      ON CONFLICT (account_id, currency, day) DO UPDATE SET per_usd = excluded.per_usd, note = excluded.note`.execute(
      this.#db,
    );
  }

  /** @returns how many there were */
  async remove(accountId: string, rates: readonly { currency: string; day: string }[]): Promise<number> {
    if (rates.length === 0) return 0;
    const { numAffectedRows } = await sql`
      DELETE FROM own_rate USING json_to_recordset(${JSON.stringify(rates)}::json) AS r(currency text, day date)
      WHERE own_rate.account_id = ${accountId} AND own_rate.currency = r.currency AND own_rate.day = r.day`.execute(
      this.#db,
    );
    return Number(numAffectedRows ?? 0n);
  }

  /** Portfolios with money of these currencies: that count in one, hold one, or have amounts in one. */
  async portfoliosTouched(accountId: string, currencies: readonly string[]): Promise<string[]> {
    const money = currencies.map((currency) => `fiat:${currency}`);
    const { rows } = await sql<{ id: string }>`
      SELECT p.id FROM portfolio p WHERE p.account_id = ${accountId} AND p.deleted_at IS NULL
        AND (p.currency = ANY(${sql.val([...currencies])}::text[]) OR EXISTS (
          SELECT 1 FROM portfolio_transaction t WHERE t.portfolio_id = p.id AND t.account_id = p.account_id
            AND (t.currency = ANY(${sql.val([...currencies])}::text[])
              OR t.asset_id = ANY(${sql.val(money)}::text[]) OR t.to_asset_id = ANY(${sql.val(money)}::text[])
              OR t.fee_asset_id = ANY(${sql.val(money)}::text[]))))
      ORDER BY p.id`.execute(this.#db);
    return rows.map(({ id }) => id);
  }
}
