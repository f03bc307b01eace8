import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { FiatRateTable } from "./market.tables.ts";
import type { RatesDraft } from "./providers/market-provider.ts";

/** What a dollar is worth in other money, as the last provider that was asked said. */
export class FiatRateRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Replaces them all: rates of two answers do not belong together. */
  async replace(source: string, { rates, asOf }: RatesDraft): Promise<void> {
    await this.#db.deleteFrom("fiat_rate").execute();
    if (rates.length === 0) return;
    const rows = rates.map(({ currency, name, perUsd }) => ({ currency, name, per_usd: perUsd, source, as_of: asOf }));
    await this.#db.insertInto("fiat_rate").values(rows).execute();
    await this.saveDay(source, { rates, asOf });
  }

  /** Notes what was said on a day; of one day the last word stays. */
  async saveDay(source: string, { rates, asOf }: RatesDraft): Promise<void> {
    await sql`
      INSERT INTO fiat_rate_day AS known (currency, day, per_usd, source, as_of)
      SELECT x.currency, ${asOf.toISOString().slice(0, 10)}::date, x.per_usd, ${source}, ${asOf.toISOString()}::timestamptz
      FROM unnest(${rates.map(({ currency }) => currency)}::text[], ${rates.map(({ perUsd }) => perUsd)}::numeric[])
        AS x (currency, per_usd)
      ON CONFLICT (currency, day) DO UPDATE SET per_usd = excluded.per_usd, source = excluded.source,
        as_of = excluded.as_of
      WHERE known.as_of <= excluded.as_of`.execute(this.#db);
  }

  /** Days since `fromDay` of which something is known, `YYYY-MM-DD`. */
  async knownDays(fromDay: string): Promise<Set<string>> {
    const { rows } = await sql<{ day: string }>`
      SELECT DISTINCT day::text AS day FROM fiat_rate_day WHERE day >= ${fromDay}::date`.execute(this.#db);
    return new Set(rows.map(({ day }) => day));
  }

  /** Rates by day since `fromDay`, as the text of a list of `DaySeries` by currency. */
  async daySeries(currencies: readonly string[], fromDay: string): Promise<string> {
    const { rows } = await sql<{ series: string }>`
      SELECT coalesce(json_agg(found), '[]')::text AS series FROM (
        SELECT currency AS id, string_agg((day - '1970-01-01'::date)::text, ',' ORDER BY day) AS days,
          string_agg(trim_scale(per_usd)::text, ',' ORDER BY day) AS values,
          string_agg(source, ',' ORDER BY day) AS sources
        FROM fiat_rate_day WHERE currency = ANY(${sql.val([...currencies])}::text[]) AND day >= ${fromDay}::date
        GROUP BY currency) found`.execute(this.#db);
    return rows[0]?.series ?? "[]";
  }

  /** By currency code. */
  async all(): Promise<Selectable<FiatRateTable>[]> {
    return this.#db.selectFrom("fiat_rate").selectAll().orderBy("currency").execute();
  }
}
