import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";
import { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { WalletList } from "@cryptodesk/shared/portfolio/wallet.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../../test/support/migrated-postgres.ts";
import { postgresAbsence } from "../../../../test/support/servers.ts";
import { identityJobs } from "../../identity/identity.jobs.ts";

const missing = postgresAbsence();
const title = `portfolios of an account${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let postgres: MigratedPostgres;
  let desk: IdentityDesk;

  beforeAll(async () => {
    postgres = await createMigratedPostgres();
    desk = await openIdentityDesk({ database: await postgres.open(8) });
    const bitcoin = {
      id: "bitcoin",
      symbol: "BTC",
      name: "Bitcoin",
      image_url: null,
      categories: [],
      listed_at: desk.now,
    };
    await desk.db.insertInto("coin").values(bitcoin).execute();
  });
  afterAll(async () => {
    await desk?.close();
    await postgres?.drop();
  });

  it("are in its export as documents that read in again", async () => {
    const { token } = await withEverything("exporting");
    const whole = (await desk.send("GET", "/account/export", { token })).json<AccountExport>();
    expect(whole.portfolios).toHaveLength(2);
    expect(whole.portfolios.map((document) => PortfolioDocument.parse(document).transactions.length)).toEqual([3, 0]);
    expect(whole.ownRates).toEqual([{ currency: "eur", day: "2021-06-01", perUsd: "0.8", note: null }]);
    const again = await desk.post("/portfolios/documents", whole.portfolios[0], { token });
    expect([again.status, again.json<Portfolio>().transactionCount]).toEqual([201, 3]);
  });

  it("go with it to the last row", async () => {
    const { person } = await withEverything("leaving");
    const { person: staying } = await withEverything("staying");
    const before = await rowsOf(person);
    expect(before).toEqual(
      Object.fromEntries(Object.keys(before).map((table) => [table, expect.toSatisfy((n: number) => n > 0)])),
    );
    expect(Object.keys(before)).toHaveLength(12);
    const kept = await rowsOf(staying);
    const job = identityJobs(desk.identity).find(({ name }) => name === "delete-account");
    await job?.run({ accountId: person.id }, quietRun);
    expect(await rowsOf(person)).toEqual(Object.fromEntries(Object.keys(before).map((table) => [table, 0])));
    expect(await rowsOf(staying)).toEqual(kept);
  });

  /** Rows of an account in every table of this migration that has an owner. */
  async function rowsOf({ id }: Person): Promise<Record<string, number>> {
    const { rows: tables } = await sql<{ name: string }>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE column_name = 'account_id' AND (table_name ~ '^(portfolio|wallet|import|carried|own_|transaction)')
      ORDER BY table_name`.execute(desk.db);
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{ n: number }>`
        SELECT count(*)::int AS n FROM ${sql.table(name)} WHERE account_id = ${id}`.execute(desk.db);
      counts[name] = rows[0]?.n ?? 0;
    }
    return counts;
  }

  async function withEverything(name: string): Promise<{ person: Person; token: string }> {
    const person = await desk.person("analyst", name);
    const { accessToken: token } = await desk.signIn(person);
    const portfolio = (
      await desk.post("/portfolios", { name: "Savings", currency: "eur" }, { token })
    ).json<Portfolio>();
    await desk.post("/portfolios", { name: "Empty" }, { token });
    const at = `/portfolios/${portfolio.id}`;
    const cold = await desk.post(`${at}/wallets`, { name: "Cold" }, { token });
    const base = { assetId: "bitcoin", quantity: "1", price: "100", date: "2025-01-01T00:00:00Z" };
    const bought = (await desk.post(`${at}/transactions`, { ...base, type: "buy" }, { token })).json<Transaction>();
    const toWalletId = cold.json<{ id: string }>().id;
    const { price: _, ...move } = base;
    await desk.post(`${at}/transactions`, { ...move, type: "transfer-out", toWalletId }, { token });
    await desk.send("PUT", "/portfolios/rates", {
      token,
      body: { rates: [{ currency: "eur", day: "2021-06-01", perUsd: "0.8" }] },
    });
    const { items } = (await desk.send("GET", `${at}/wallets`, { token })).json<WalletList>();
    expect(items).toHaveLength(2);
    await besides(person.id, portfolio.id, bought.id);
    return { person, token };
  }

  /** A row in each table that other parts of the domain write. */
  async function besides(accountId: string, portfolioId: string, transactionId: string): Promise<void> {
    const importId = uuidv7();
    const now = desk.now;
    await sql`INSERT INTO portfolio_import (id, account_id, portfolio_id, file_name, size, state, options, created_at)
      VALUES (${importId}, ${accountId}, ${portfolioId}, 'a.csv', 1, 'committed', '{}', ${now})`.execute(desk.db);
    await sql`INSERT INTO import_part VALUES (${importId}, ${accountId}, 0, 'x')`.execute(desk.db);
    await sql`INSERT INTO import_row (import_id, account_id, line, state, cells)
      VALUES (${importId}, ${accountId}, 1, 'new', '[]')`.execute(desk.db);
    await sql`INSERT INTO import_mapping VALUES (${uuidv7()}, ${accountId}, 'mine', '{}', ${now})`.execute(desk.db);
    await sql`UPDATE portfolio_transaction SET import_id = ${importId} WHERE id = ${transactionId}`.execute(desk.db);
    await sql`INSERT INTO transaction_attachment
      VALUES (${uuidv7()}, ${accountId}, ${transactionId}, 'a.txt', 'text/plain', 1, 'x', 'x', ${now})`.execute(
      desk.db,
    );
    await sql`INSERT INTO portfolio_figures VALUES (${portfolioId}, ${accountId}, 1, '{}', ${now})`.execute(desk.db);
    await sql`INSERT INTO carried_transfer VALUES (${uuidv7()}, ${accountId}, ${portfolioId}, '[]')`.execute(desk.db);
    await sql`INSERT INTO portfolio_share (id, account_id, portfolio_id, name, token_hash, hides_amounts, created_at)
      VALUES (${uuidv7()}, ${accountId}, ${portfolioId}, 'link', ${uuidv7()}, true, ${now})`.execute(desk.db);
  }
});
