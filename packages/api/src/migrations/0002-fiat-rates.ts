import { type Kysely, sql } from "kysely";

export const fiatRates = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      CREATE TABLE fiat_rate (
        currency text PRIMARY KEY,
        name text NOT NULL,
        per_usd numeric NOT NULL,
        source text NOT NULL,
        as_of timestamptz NOT NULL
      )`.execute(db);
  },
};
