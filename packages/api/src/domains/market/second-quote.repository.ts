import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

const DAY_MS = 86_400_000;

type Quote = Omit<NonNullable<CoinDetail["secondOpinion"]>, "differencePct">;

/** Prices by other sources than the listing's. */
export class SecondQuoteRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async save(source: string, quotes: readonly { coinId: string; priceUsd: string; asOf: Date }[]): Promise<void> {
    if (quotes.length === 0) return;
    await sql`
      INSERT INTO second_quote (coin_no, source, price_usd, as_of)
      SELECT c.no, ${source}, x."priceUsd", x."asOf"
      FROM jsonb_to_recordset(${JSON.stringify(quotes)}) AS x ("coinId" text, "priceUsd" numeric, "asOf" timestamptz)
      JOIN coin c ON c.id = x."coinId"
      ON CONFLICT (coin_no, source) DO UPDATE SET price_usd = excluded.price_usd, as_of = excluded.as_of`.execute(
      this.#db,
    );
  }

  /** The newest price by anybody but `source` from within a day of `asOf`: prices of other days do not compare. */
  async near(coinNo: number, source: string, asOf: Date): Promise<Quote | null> {
    const row = await this.#db
      .selectFrom("second_quote")
      .select(["source", "price_usd", "as_of"])
      .where("coin_no", "=", coinNo)
      .where("source", "!=", source)
      .where("as_of", ">=", new Date(asOf.getTime() - DAY_MS))
      .where("as_of", "<=", new Date(asOf.getTime() + DAY_MS))
      .orderBy("as_of", "desc")
      .executeTakeFirst();
    return row
      ? { source: ProviderId.parse(row.source), priceUsd: row.price_usd, asOf: row.as_of.toISOString() }
      : null;
  }
}
