import type { Selectable } from "kysely";
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
  }

  /** By currency code. */
  async all(): Promise<Selectable<FiatRateTable>[]> {
    return this.#db.selectFrom("fiat_rate").selectAll().orderBy("currency").execute();
  }
}
